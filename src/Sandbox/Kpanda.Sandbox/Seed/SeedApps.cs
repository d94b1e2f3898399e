namespace Kpanda.Sandbox.Seed;

/// <summary>The applications that seeded clusters are made of.</summary>
internal static class SeedApps
{
    private const string Registry = "registry.acme.example/";

    public static readonly SeedApp[] System =
    [
        new("kube-system", "coredns", "registry.k8s.io/coredns/coredns:v1.12.3") { Port = 53, Memory = "70Mi", Everywhere = true, Priority = "system-cluster-critical", Tier = "dns" },
        new("kube-system", "kube-proxy", "registry.k8s.io/kube-proxy:v1.36.2") { Kind = "DaemonSet", Port = 0, Everywhere = true, Priority = "system-node-critical", Tier = "network" },
        new("kube-system", "flannel", "ghcr.io/flannel-io/flannel:v0.27.3") { Kind = "DaemonSet", Port = 0, Everywhere = true, Priority = "system-node-critical", Tier = "network" },
        new("kube-system", "metrics-server", "registry.k8s.io/metrics-server/metrics-server:v0.8.0") { Replicas = 1, Port = 443, Priority = "system-cluster-critical", Tier = "metrics" },
    ];

    public static readonly SeedApp[] Shop =
    [
        new("shop", "storefront", Registry + "shop/storefront:4.12.0") { Replicas = 3, Port = 8080, Host = "shop.example.com", Tier = "frontend", Configured = true },
        new("shop", "cart", Registry + "shop/cart:2.8.1") { Replicas = 2, Configured = true },
        new("shop", "catalog", Registry + "shop/catalog:3.3.7") { Replicas = 2, Memory = "256Mi" },
        new("shop", "search", Registry + "shop/search:1.19.2") { Replicas = 2, Cpu = "250m", Memory = "512Mi" },
        new("shop", "recommendations", Registry + "shop/recommendations:0.9.4") { Replicas = 2, Fault = SeedFault.ImagePull },
        new("shop", "session-cache", "redis:7.4-alpine") { Kind = "StatefulSet", Replicas = 3, Port = 6379, Disk = "2Gi", Tier = "cache" },
    ];

    public static readonly SeedApp[] Payments =
    [
        new("payments", "gateway", Registry + "payments/gateway:5.0.3") { Replicas = 3, Host = "pay.example.com", Configured = true },
        new("payments", "ledger", Registry + "payments/ledger:2.1.0") { Replicas = 2, Memory = "256Mi", Configured = true },
        new("payments", "fraud-detector", Registry + "payments/fraud-detector:1.6.2") { Replicas = 2, Fault = SeedFault.Crash },
        new("payments", "reconciler", Registry + "payments/reconciler:1.2.5") { Replicas = 1, Port = 0 },
    ];

    public static readonly SeedApp[] Data =
    [
        new("data", "orders-db", "postgres:16.4") { Kind = "StatefulSet", Replicas = 2, Port = 5432, Disk = "20Gi", Cpu = "500m", Memory = "1Gi", Tier = "database", Configured = true },
        new("data", "kafka", "apache/kafka:3.9.0") { Kind = "StatefulSet", Replicas = 3, Port = 9092, Disk = "10Gi", Cpu = "250m", Memory = "768Mi", Tier = "queue" },
        new("data", "feature-store", Registry + "data/feature-store:0.14.1") { Replicas = 2, Cpu = "64", Memory = "2Gi", Fault = SeedFault.Unschedulable },
    ];

    public static readonly SeedApp[] Observability =
    [
        new("observability", "prometheus", "quay.io/prometheus/prometheus:v3.5.0") { Kind = "StatefulSet", Replicas = 1, Port = 9090, Disk = "50Gi", Cpu = "500m", Memory = "2Gi", Tier = "metrics" },
        new("observability", "grafana", "grafana/grafana:12.1.1") { Replicas = 1, Port = 3000, Host = "grafana.example.com", Tier = "dashboards", Configured = true },
        new("observability", "alertmanager", "quay.io/prometheus/alertmanager:v0.28.1") { Replicas = 2, Port = 9093, Tier = "alerts" },
        new("observability", "node-exporter", "quay.io/prometheus/node-exporter:v1.9.1") { Kind = "DaemonSet", Port = 9100, Memory = "32Mi", Cpu = "50m", Everywhere = true, Tier = "metrics" },
        new("observability", "log-agent", "fluent/fluent-bit:4.0.5") { Kind = "DaemonSet", Port = 0, Memory = "64Mi", Everywhere = true, Tier = "logs" },
        new("observability", "trace-collector", "otel/opentelemetry-collector:0.131.0") { Replicas = 1, Port = 4317, Fault = SeedFault.NeverReady, Tier = "traces" },
    ];

    public static readonly SeedApp[] Edge =
    [
        new("ingress", "ingress-nginx-controller", "registry.k8s.io/ingress-nginx/controller:v1.13.1") { Replicas = 1, Port = 443, Tier = "ingress" },
        new("factory", "line-gateway", Registry + "factory/line-gateway:1.4.0") { Replicas = 2, Configured = true },
        new("factory", "vision-inspector", Registry + "factory/vision-inspector:0.7.3") { Replicas = 1, Cpu = "1", Memory = "1Gi", Fault = SeedFault.OutOfMemory },
        new("factory", "mqtt-broker", "eclipse-mosquitto:2.0.22") { Kind = "StatefulSet", Replicas = 1, Port = 1883, Disk = "1Gi", Tier = "queue" },
        new("factory", "telemetry-agent", Registry + "factory/telemetry-agent:2.2.8") { Kind = "DaemonSet", Port = 0, Memory = "64Mi" },
    ];

    /// <summary>The applications of a cluster: edge clusters are small, the others run the shop; a test cluster has fewer replicas and more faults.</summary>
    public static IEnumerable<SeedApp> For(string cluster, Random random)
    {
        IEnumerable<SeedApp> apps = cluster.StartsWith("edge", StringComparison.Ordinal)
            ? [.. System, .. Edge, .. Observability.Where(app => app.Kind == "DaemonSet")]
            : cluster.StartsWith("prod", StringComparison.Ordinal)
                ? [.. System, .. Shop, .. Payments, .. Data, .. Observability]
                : [.. System, .. Shop, .. Payments, .. Data.Where(app => app.Kind == "StatefulSet")];
        // Each cluster keeps a few of the faults, so that no two look the same; one stays at least.
        var faulty = apps.Where(app => app.Fault != SeedFault.None).ToList();
        var kept = faulty.Where(_ => random.Next(3) > 0).DefaultIfEmpty(faulty[0]).ToHashSet();
        return apps.Select(app => app.Fault == SeedFault.None || kept.Contains(app) ? app : app with { Fault = SeedFault.None, Cpu = app.Fault == SeedFault.Unschedulable ? "500m" : app.Cpu });
    }
}
