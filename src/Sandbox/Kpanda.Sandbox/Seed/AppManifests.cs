using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kubelet;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Seed;

/// <summary>The manifests of a seeded application, complete with what an API server fills in.</summary>
internal static class AppManifests
{
    /// <summary>The image with another tag: an older version, or one that is not there.</summary>
    public static string WithTag(string image, string tag) => image[..image.LastIndexOf(':')] + ":" + tag;

    public static JsonObject Workload(SeedApp app)
    {
        var spec = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = Selector(app) },
            ["template"] = Template(app),
            ["revisionHistoryLimit"] = 10,
        };
        switch (app.Kind)
        {
            case "Deployment":
                spec["replicas"] = app.Replicas;
                spec["strategy"] = Rolling(("maxUnavailable", "25%"), ("maxSurge", "25%"));
                spec["progressDeadlineSeconds"] = 600;
                break;
            case "StatefulSet":
                spec["replicas"] = app.Replicas;
                spec["serviceName"] = app.Name;
                spec["podManagementPolicy"] = "OrderedReady";
                spec["updateStrategy"] = Rolling(("partition", 0));
                if (app.Disk is not null)
                    spec["volumeClaimTemplates"] = new JsonArray(ClaimTemplate(app));
                break;
            default:
                spec["updateStrategy"] = Rolling(("maxUnavailable", 1), ("maxSurge", 0));
                break;
        }
        return new JsonObject
        {
            ["kind"] = app.Kind,
            ["apiVersion"] = "apps/v1",
            ["metadata"] = new JsonObject { ["name"] = app.Name, ["namespace"] = app.Namespace, ["labels"] = Labels(app) },
            ["spec"] = spec,
        };
    }

    public static JsonObject Service(SeedApp app, string address) => new()
    {
        ["kind"] = "Service",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = app.Name, ["namespace"] = app.Namespace, ["labels"] = Labels(app) },
        ["spec"] = new JsonObject
        {
            ["ports"] = new JsonArray(new JsonObject
            {
                ["name"] = PortName(app),
                ["protocol"] = app.Port == 53 ? "UDP" : "TCP",
                ["port"] = app.Host is null ? app.Port : 80,
                ["targetPort"] = PortName(app),
            }),
            ["selector"] = Selector(app),
            ["clusterIP"] = address,
            ["clusterIPs"] = new JsonArray(address),
            ["type"] = "ClusterIP",
            ["sessionAffinity"] = "None",
            ["ipFamilies"] = new JsonArray("IPv4"),
            ["ipFamilyPolicy"] = "SingleStack",
            ["internalTrafficPolicy"] = "Cluster",
        },
        ["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() },
    };

    public static JsonObject Ingress(SeedApp app) => new()
    {
        ["kind"] = "Ingress",
        ["apiVersion"] = "networking.k8s.io/v1",
        ["metadata"] = new JsonObject { ["name"] = app.Name, ["namespace"] = app.Namespace, ["labels"] = Labels(app) },
        ["spec"] = new JsonObject
        {
            ["ingressClassName"] = "nginx",
            ["tls"] = new JsonArray(new JsonObject { ["hosts"] = new JsonArray(app.Host), ["secretName"] = app.Name + "-tls" }),
            ["rules"] = new JsonArray(new JsonObject
            {
                ["host"] = app.Host,
                ["http"] = new JsonObject
                {
                    ["paths"] = new JsonArray(new JsonObject
                    {
                        ["path"] = "/",
                        ["pathType"] = "Prefix",
                        ["backend"] = new JsonObject
                        {
                            ["service"] = new JsonObject { ["name"] = app.Name, ["port"] = new JsonObject { ["number"] = 80 } },
                        },
                    }),
                },
            }),
        },
        ["status"] = new JsonObject { ["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = "203.0.113.10" }) } },
    };

    public static JsonObject Labels(SeedApp app)
    {
        JsonObject labels = new()
        {
            ["app.kubernetes.io/name"] = app.Name,
            ["app.kubernetes.io/part-of"] = app.Namespace,
            ["app.kubernetes.io/component"] = app.Tier,
        };
        // By this label everybody finds the DNS of a cluster.
        if (app.Name == "coredns") labels["k8s-app"] = "kube-dns";
        return labels;
    }

    private static JsonObject Selector(SeedApp app) => new() { ["app.kubernetes.io/name"] = app.Name };

    private static string PortName(SeedApp app) => app.Port switch { 53 => "dns", 443 => "https", 5432 or 6379 or 9092 or 1883 => "tcp", 4317 => "grpc", _ => "http" };

    private static JsonObject Rolling(params ReadOnlySpan<(string Name, JsonNode Value)> fields)
    {
        var rolling = new JsonObject();
        foreach (var (name, value) in fields)
            rolling[name] = value;
        return new JsonObject { ["type"] = "RollingUpdate", ["rollingUpdate"] = rolling };
    }

    private static JsonObject ClaimTemplate(SeedApp app) => new()
    {
        ["kind"] = "PersistentVolumeClaim",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = "data" },
        ["spec"] = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = app.Disk } },
            ["storageClassName"] = "standard",
            ["volumeMode"] = "Filesystem",
        },
        ["status"] = new JsonObject { ["phase"] = "Pending" },
    };

    private static JsonObject Template(SeedApp app)
    {
        var meta = new JsonObject { ["labels"] = Labels(app) };
        if (Annotations(app) is { } annotations)
            meta["annotations"] = annotations;
        var spec = new JsonObject
        {
            ["containers"] = new JsonArray(Container(app)),
            ["restartPolicy"] = "Always",
            ["terminationGracePeriodSeconds"] = 30,
            ["dnsPolicy"] = "ClusterFirst",
            ["securityContext"] = new JsonObject(),
            ["schedulerName"] = "default-scheduler",
        };
        if (app.Everywhere)
            spec["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" });
        if (app.Priority is not null)
            spec["priorityClassName"] = app.Priority;
        if (app.Tier == "network")
            spec["hostNetwork"] = true;
        return new JsonObject { ["metadata"] = meta, ["spec"] = spec };
    }

    private static JsonObject? Annotations(SeedApp app)
    {
        const string Prefix = ContainerBehaviour.AnnotationPrefix;
        return app.Fault switch
        {
            SeedFault.Crash => new JsonObject { [Prefix + "run-seconds"] = "4", [Prefix + "exit-code"] = "1" },
            SeedFault.OutOfMemory => new JsonObject { [Prefix + "run-seconds"] = "40", [Prefix + "exit-code"] = "137" },
            SeedFault.NeverReady => new JsonObject { [Prefix + "never-ready"] = "true" },
            _ => null,
        };
    }

    private static JsonObject Container(SeedApp app)
    {
        var container = new JsonObject
        {
            ["name"] = app.Name == "ingress-nginx-controller" ? "controller" : app.Name,
            ["image"] = app.Image,
            ["resources"] = new JsonObject
            {
                ["limits"] = new JsonObject { ["memory"] = app.Memory },
                ["requests"] = new JsonObject { ["cpu"] = app.Cpu, ["memory"] = app.Memory },
            },
            ["terminationMessagePath"] = "/dev/termination-log",
            ["terminationMessagePolicy"] = "File",
            ["imagePullPolicy"] = "IfNotPresent",
        };
        if (app.Port > 0)
        {
            container["ports"] = new JsonArray(new JsonObject { ["name"] = PortName(app), ["containerPort"] = app.Port, ["protocol"] = app.Port == 53 ? "UDP" : "TCP" });
            container["readinessProbe"] = Probe(app);
        }
        if (app.Configured)
        {
            container["envFrom"] = new JsonArray(
                new JsonObject { ["configMapRef"] = new JsonObject { ["name"] = app.Name + "-config" } },
                new JsonObject { ["secretRef"] = new JsonObject { ["name"] = app.Name + "-credentials" } });
        }
        if (app.Disk is not null)
            container["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "data", ["mountPath"] = "/data" });
        return container;
    }

    private static JsonObject Probe(SeedApp app)
    {
        var probe = new JsonObject { ["timeoutSeconds"] = 1, ["periodSeconds"] = 10, ["successThreshold"] = 1, ["failureThreshold"] = 3 };
        if (PortName(app) is "http" or "https")
            probe["httpGet"] = new JsonObject { ["path"] = "/healthz", ["port"] = PortName(app), ["scheme"] = app.Port == 443 ? "HTTPS" : "HTTP" };
        else
            probe["tcpSocket"] = new JsonObject { ["port"] = PortName(app) };
        return probe;
    }
}
