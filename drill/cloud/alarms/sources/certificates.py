"""AWS/CertificateManager: how long certificates are good for, twice a day.

https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
"""

from alarms import record

DAYS_LEFT = "DaysToExpiry"
MEASURED = {"AWS/CertificateManager": (DAYS_LEFT,)}
HALF_A_DAY, DAY = 43_200, 86_400

_polled_at = 0.0


def install(_replace) -> None:
    """Nothing happens to a certificate that would have to be noticed."""


def poll(look) -> None:
    from ministack.services import acm, cloudwatch

    global _polled_at
    if look.now - _polled_at < HALF_A_DAY / look.speed:
        return
    _polled_at = look.now
    for scope, certificate in list(acm._certificates._data.items()):
        record.in_scope(scope)
        days = (acm._epoch(certificate["NotAfter"]) - look.now) // DAY if certificate.get("NotAfter") else None
        if days is not None:
            arn = certificate["CertificateArn"]
            cloudwatch.record_metric("AWS/CertificateManager", DAYS_LEFT, days, "Count", {"CertificateArn": arn})
