import io.github.cdkresilientserverless.DeepHealthOptions;
import io.github.cdkresilientserverless.ExposeHttpOptions;
import io.github.cdkresilientserverless.Health;
import io.github.cdkresilientserverless.QueueConsumer;
import io.github.cdkresilientserverless.RecoveryObjectives;
import io.github.cdkresilientserverless.RegionalStack;
import io.github.cdkresilientserverless.Regions;
import io.github.cdkresilientserverless.ReplicatedTable;
import io.github.cdkresilientserverless.ResilienceChecks;
import io.github.cdkresilientserverless.ResilientFunction;
import io.github.cdkresilientserverless.ResilientService;
import io.github.cdkresilientserverless.ServiceDomain;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.ITableV2;

/** The app of app.ts. */
public class App {
  public static void main(String[] args) {
    var app = new software.amazon.awscdk.App();
    Validations.of(app).addPlugins(new ResilienceChecks());
    ResilienceChecks.acknowledge(app, "resilience-backup-plan-missing", "the warehouse has the orders too");

    var service = ResilientService.Builder.create(app, "Shop")
        .regions(Regions.activePassive("us-east-1", "us-west-2"))
        .domain(ServiceDomain.builder()
            .name("orders.example.com")
            .zoneName("example.com")
            .hostedZoneId("Z0123456789ABCDEFGHIJ")
            .build())
        .objectives(RecoveryObjectives.builder().rto(Duration.minutes(2)).rpo(Duration.minutes(15)).build())
        .operators(List.of("on-call@example.com"))
        .build();
    var orders = ReplicatedTable.Builder.create(service, "Orders")
        .partitionKey(Attribute.builder().name("orderId").type(AttributeType.STRING).build())
        .build();

    for (RegionalStack region : service.getRegionalStacks()) {
      ITableV2 table = orders.inRegion(region);
      var environment = Map.of("TABLE_NAME", table.getTableName());

      var api = ResilientFunction.Builder.create(region, "Api")
          .entry("handlers/api.ts")
          .environment(environment)
          .build();
      table.grantReadData(api);
      var health = Health.deep(DeepHealthOptions.builder().tables(List.of(table)).build());
      service.exposeHttp(region, api, ExposeHttpOptions.builder().health(health).build());

      var worker = ResilientFunction.Builder.create(region, "Worker")
          .entry("handlers/worker.ts")
          .environment(environment)
          .build();
      table.grantWriteData(worker);
      QueueConsumer.Builder.create(region, "Incoming").function(worker).build();
    }

    app.synth();
  }
}
