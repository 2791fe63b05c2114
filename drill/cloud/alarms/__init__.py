"""Alarms that ring: evaluated at simulated time, in the place of MiniStack's own evaluation, which knows no dimensions, no
periods in a row, no missing data and no metric math, and reaches topics only.

An alarm that is not understood keeps its state, and its reason says so. Metrics are those that MiniStack and the app send.
"""
