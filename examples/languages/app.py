from aws_cdk import App, Duration, Validations
from aws_cdk.aws_dynamodb import Attribute, AttributeType
from cdk_resilient_serverless import (
    Health,
    QueueConsumer,
    RecoveryObjectives,
    Regions,
    ReplicatedTable,
    ResilienceChecks,
    ResilientFunction,
    ResilientService,
    ServiceDomain,
)

# The app of app.ts.
app = App()
Validations.of(app).add_plugins(ResilienceChecks())
ResilienceChecks.acknowledge(app, "resilience-backup-plan-missing", "the warehouse has the orders too")

service = ResilientService(
    app,
    "Shop",
    regions=Regions.active_passive("us-east-1", "us-west-2"),
    domain=ServiceDomain(
        name="orders.example.com", zone_name="example.com", hosted_zone_id="Z0123456789ABCDEFGHIJ"
    ),
    objectives=RecoveryObjectives(rto=Duration.minutes(2), rpo=Duration.minutes(15)),
    operators=["on-call@example.com"],
)
orders = ReplicatedTable(
    service, "Orders", partition_key=Attribute(name="orderId", type=AttributeType.STRING)
)

for region in service.regional_stacks:
    table = orders.in_region(region)
    environment = {"TABLE_NAME": table.table_name}

    api = ResilientFunction(region, "Api", entry="handlers/api.ts", environment=environment)
    table.grant_read_data(api)
    service.expose_http(region, api, health=Health.deep(tables=[table]))

    worker = ResilientFunction(region, "Worker", entry="handlers/worker.ts", environment=environment)
    table.grant_write_data(worker)
    QueueConsumer(region, "Incoming", function=worker)

app.synth()
