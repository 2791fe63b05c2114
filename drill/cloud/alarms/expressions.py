"""Metric math, as far as alarms use it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html

An expression is computed period by period. Of two metrics in an operation one without a datapoint counts as 0; an
expression has no value where none of its metrics has. FILL gives one, and functions over a list leave out what is missing.
"""

import ast
import math
import operator
from collections import ChainMap


class Unsupported(Exception):
    """An expression that is not understood: its alarm is not evaluated, and listed."""


ARITHMETIC = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Pow: operator.pow}
COMPARISONS = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
OVER_LISTS = {
    "SUM": sum,
    "MAX": max,
    "MIN": min,
    "AVG": lambda values: sum(values) / len(values),
}


def parse(expression: str) -> ast.expr:
    """Checks that an expression is understood, all of it."""
    text = expression.replace("&&", " and ").replace("||", " or ").replace("^", "**")
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise Unsupported(expression) from error
    evaluate(tree, {name.id: 1.0 for name in ast.walk(tree) if isinstance(name, ast.Name)})
    return tree


def evaluate(node, values):
    """The value of a period; None where there is none. `values` has the metrics of that period by id."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if isinstance(node, ast.Name):
        return values.get(node.id)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _with([evaluate(node.operand, values)], operator.neg)
    if isinstance(node, ast.BinOp):
        return _binary(node, values)
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
        sides = _sides(node.left, node.comparators[0], values)
        return _with(sides, lambda left, right: float(COMPARISONS[type(node.ops[0])](left, right)))
    if isinstance(node, ast.BoolOp):
        wanted = all if isinstance(node.op, ast.And) else any
        return _with([evaluate(part, values) for part in node.values], lambda *parts: float(wanted(parts)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _call(node.func.id, node.args, values)
    raise Unsupported(ast.unparse(node))


def _binary(node, values):
    sides = _sides(node.left, node.right, values)
    if isinstance(node.op, ast.Div):
        # A division by zero has no datapoint.
        return None if None in sides or sides[1] == 0 else sides[0] / sides[1]
    if type(node.op) not in ARITHMETIC:
        raise Unsupported(ast.unparse(node))
    return _with(sides, ARITHMETIC[type(node.op)])


def metrics_of(values):
    """Without what expressions came to, which lie on top of the metrics."""
    return values.maps[-1] if isinstance(values, ChainMap) else values


def _sides(left, right, values):
    """Both sides of an operation; a metric beside one that has a datapoint counts as 0 without its own."""
    sides = [evaluate(side, values) for side in (left, right)]
    if None in sides and sides != [None, None] and _is_series(left) and _is_series(right):
        return [0.0 if side is None else side for side in sides]
    return sides


def _is_series(node) -> bool:
    return any(isinstance(part, ast.Name) for part in ast.walk(node))


def _call(name, args, values):
    if name == "IF" and len(args) in (2, 3):
        condition = evaluate(args[0], values)
        branches = [evaluate(arg, values) for arg in args[1:]]
        if condition is None:
            return None
        return branches[0] if condition else (branches[1] if len(branches) > 1 else None)
    if name == "FILL" and len(args) == 2:
        value = evaluate(args[0], values)
        filling = args[1]
        if isinstance(filling, ast.Name) and filling.id == "REPEAT":
            raise Unsupported("FILL(…, REPEAT)")
        return evaluate(filling, values) if value is None else value
    if name in OVER_LISTS and args:
        return _over_list(name, args, values)
    if name in ("ABS", "CEIL", "FLOOR") and len(args) == 1:
        act = {"ABS": abs, "CEIL": math.ceil, "FLOOR": math.floor}[name]
        return _with([evaluate(args[0], values)], lambda value: float(act(value)))
    raise Unsupported(f"{name}(…)")


def _over_list(name, args, values):
    parts = args[0].elts if isinstance(args[0], ast.List) else args
    if len(parts) == 1 and isinstance(parts[0], ast.Call) and getattr(parts[0].func, "id", "") == "METRICS":
        found = list(metrics_of(values).values())
    elif len(parts) == 1 and not isinstance(args[0], ast.List):
        # Of one series it is a figure over all periods, which no alarm looks at.
        raise Unsupported(f"{name} of one metric")
    else:
        found = [evaluate(part, values) for part in parts]
    there = [value for value in found if value is not None]
    return float(OVER_LISTS[name](there)) if there else None


def _with(values, act):
    return None if None in values else act(*values)
