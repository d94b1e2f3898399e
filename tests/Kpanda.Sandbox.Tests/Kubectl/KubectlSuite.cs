using System.Diagnostics;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Certificates;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>What people do with kubectl, done with kubectl.</summary>
public abstract class KubectlSuite<TClusters>(TClusters clusters) : IClassFixture<TClusters>
    where TClusters : class, IKubectlClusters
{
    public static TheoryData<string> Clusters => [.. TClusters.Names.DefaultIfEmpty("")];

    private const string Deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: NAME, labels: {app: NAME}}
        spec:
          replicas: 2
          selector: {matchLabels: {app: NAME}}
          template:
            metadata: {labels: {app: NAME}}
            spec:
              containers:
              - name: web
                image: nginx:1.27
                ports: [{containerPort: 80}]
        """;

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Deployment_IsAppliedScaledRestartedAndDeleted(string cluster)
    {
        var kubectl = Of(cluster);
        (await kubectl.RunAsync("apply -f -", Deployment.Replace("NAME", "shop"))).ShouldBe("deployment.apps/shop created\n");
        await kubectl.RunAsync("rollout status deployment/shop --timeout=60s");
        (await kubectl.RunAsync("apply -f -", Deployment.Replace("NAME", "shop"))).ShouldBe("deployment.apps/shop unchanged\n");
        (await kubectl.RunAsync("apply -f -", Deployment.Replace("NAME", "shop").Replace("1.27", "1.28"))).ShouldBe("deployment.apps/shop configured\n");
        await kubectl.RunAsync("scale deployment/shop --replicas=3");
        await kubectl.RunAsync("rollout status deployment/shop --timeout=60s");
        var table = await kubectl.RunAsync("get deployment shop");
        table.ShouldStartWith("NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nshop   3/3     3            3");
        await kubectl.RunAsync("rollout restart deployment/shop");
        await kubectl.RunAsync("rollout status deployment/shop --timeout=60s");
        (await kubectl.RunAsync("rollout history deployment/shop")).ShouldContain("REVISION");
        (await kubectl.RunAsync("describe deployment shop")).ShouldContain("RollingUpdateStrategy:");
        (await kubectl.RunAsync("get deployment shop -o jsonpath={.status.readyReplicas}")).ShouldBe("3");
        await kubectl.RunAsync("rollout undo deployment/shop");
        await kubectl.RunAsync("delete deployment shop --wait=true --timeout=60s");
        (await kubectl.TryRunAsync(["get", "deployment", "shop"])).Error.ShouldBe("Error from server (NotFound): deployments.apps \"shop\" not found\n");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Pod_IsRunReadDescribedLabelledAndDeleted(string cluster)
    {
        var kubectl = Of(cluster);
        await kubectl.RunAsync("run hello --image=nginx:1.27");
        await kubectl.RunAsync("wait --for=condition=Ready pod/hello --timeout=60s");
        (await kubectl.RunAsync("get pod hello -o wide")).ShouldContain("Running");
        if (clusters.RunsContainers(cluster)) (await kubectl.RunAsync("logs hello --tail=5")).ShouldNotBeEmpty();
        (await kubectl.RunAsync("describe pod hello")).ShouldContain($"Successfully assigned {kubectl.Namespace}/hello");
        await kubectl.RunAsync("label pod hello tier=front");
        await kubectl.RunAsync("annotate pod hello note=one");
        (await kubectl.RunAsync("get pods -l tier=front -o jsonpath={.items[*].metadata.name}")).ShouldBe("hello");
        (await kubectl.RunAsync("get events --field-selector involvedObject.name=hello")).ShouldContain("Scheduled");
        await kubectl.RunAsync("delete pod hello --grace-period=0 --force");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Configuration_IsCreatedPatchedAndExplained(string cluster)
    {
        var kubectl = Of(cluster);
        await kubectl.RunAsync("create configmap settings --from-literal=a=1");
        await kubectl.RunAsync("""patch configmap settings --type=merge -p {"data":{"b":"2"}}""");
        await kubectl.RunAsync("""patch configmap settings --type=json -p [{"op":"remove","path":"/data/a"}]""");
        (await kubectl.RunAsync("get configmap settings -o jsonpath={.data}")).ShouldBe("""{"b":"2"}""");
        await kubectl.RunAsync("create secret generic hidden --from-literal=k=v");
        (await kubectl.RunAsync("get secret hidden -o jsonpath={.data.k}")).ShouldBe("dg==");
        (await kubectl.RunAsync("explain deployment.spec.replicas")).ShouldMatch(@"FIELD: +replicas <integer>");
        (await kubectl.RunAsync("api-resources")).ShouldContain("horizontalpodautoscalers");
        (await kubectl.RunAsync("create namespace kpanda-test-team")).ShouldBe("namespace/kpanda-test-team created\n");
        (await kubectl.RunAsync("get namespaces")).ShouldContain("kube-system");
        await kubectl.RunAsync("delete namespace kpanda-test-team --timeout=120s");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task ServerSideApply_KeepsManagersApart(string cluster)
    {
        var kubectl = Of(cluster);
        const string map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shared}\ndata: {a: \"VALUE\"}\n";
        (await kubectl.RunAsync("apply --server-side --field-manager=one -f -", map.Replace("VALUE", "1"))).ShouldBe("configmap/shared serverside-applied\n");
        var (code, _, error) = await kubectl.TryRunAsync(["apply", "--server-side", "--field-manager=two", "-f", "-"], map.Replace("VALUE", "2"));
        code.ShouldNotBe(0);
        error.ShouldContain("conflict with \"one\": .data.a");
        await kubectl.RunAsync("apply --server-side --field-manager=two --force-conflicts -f -", map.Replace("VALUE", "2"));
        (await kubectl.RunAsync("get configmap shared -o jsonpath={.data.a}")).ShouldBe("2");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task UnknownField_IsRefusedBeforeAnythingIsStored(string cluster)
    {
        var kubectl = Of(cluster);
        var (code, _, error) = await kubectl.TryRunAsync(["apply", "-f", "-"], "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: typo}\ndato: {a: b}\n");
        code.ShouldNotBe(0);
        error.ShouldContain("unknown field \"dato\"");
        (await kubectl.TryRunAsync(["get", "configmap", "typo"])).Code.ShouldNotBe(0);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Access_IsAnsweredAndImpersonated(string cluster)
    {
        var kubectl = Of(cluster);
        var (_, who, problem) = await kubectl.TryRunAsync(["auth", "whoami"]);

        // Older kubectls do not know the command.
        if (!problem.Contains("unknown command", StringComparison.Ordinal))
        {
            if (await kubectl.MinorAsync() >= 28) who.ShouldContain("Username");
            else problem.ShouldContain("selfsubjectreviews API is not enabled");
        }

        (await kubectl.RunAsync("auth can-i create pods")).ShouldBe("yes\n");
        if (!clusters.LetsImpersonate)
        {
            (await kubectl.TryRunAsync(["get", "secrets", "--as=jane"])).Error.ShouldContain("Impersonate-User is refused");
            return;
        }

        (await kubectl.TryRunAsync(["auth", "can-i", "list", "secrets", "--as=jane"])).Output.ShouldBe("no\n");
        await kubectl.RunAsync($"create clusterrolebinding {kubectl.Namespace}-jane --clusterrole=view --user=jane");
        (await kubectl.RunAsync("auth can-i list pods -A --as=jane")).ShouldBe("yes\n");
        (await kubectl.TryRunAsync(["get", "secrets", "--as=jane"])).Error.ShouldContain($"secrets is forbidden: User \"jane\" cannot list resource \"secrets\" in API group \"\" in the namespace \"{kubectl.Namespace}\"");
        await kubectl.RunAsync($"delete clusterrolebinding {kubectl.Namespace}-jane");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Certificate_IsAskedForApprovedAndUsed(string cluster)
    {
        var kubectl = Of(cluster);
        var (wanted, unwanted) = ($"{kubectl.Namespace}-wanted", $"{kubectl.Namespace}-unwanted");
        using var asked = new AskedCertificate("O=kpanda-testers,CN=certified");
        foreach (var name in new[] { wanted, unwanted }) await kubectl.RunAsync("apply -f -", asked.ToObject(name).ToJsonString());
        (await kubectl.RunAsync($"get csr {wanted}")).ShouldContain("Pending");
        (await kubectl.RunAsync($"certificate deny {unwanted}")).ShouldBe($"certificatesigningrequest.certificates.k8s.io/{unwanted} denied\n");
        (await kubectl.RunAsync($"certificate approve {wanted}")).ShouldBe($"certificatesigningrequest.certificates.k8s.io/{wanted} approved\n");
        var item = await IssuedAsync(kubectl, wanted);
        (await kubectl.RunAsync($"get csr {wanted}")).ShouldContain("Approved,Issued");
        (await kubectl.RunAsync($"get csr {unwanted}")).ShouldContain("Denied");
        if (clusters.KnowsCertificates)
        {
            var certified = await kubectl.WithCertificateAsync("certified", AskedCertificate.Certificate(item), asked.KeyPem);
            (await certified.TryRunAsync(["get", "pods"])).Error.ShouldContain("User \"certified\" cannot list resource \"pods\"");
            await kubectl.RunAsync("create rolebinding certified --clusterrole=view --group=kpanda-testers");
            await certified.RunAsync("get pods");
            var (code, who, _) = await certified.TryRunAsync(["auth", "whoami"]);
            if (code == 0) who.ShouldMatch(@"Username +certified\n");
            await kubectl.RunAsync("delete rolebinding certified");
        }

        await kubectl.RunAsync($"delete csr {wanted} {unwanted}");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task CustomResource_IsDefinedStoredAndShown(string cluster)
    {
        var kubectl = Of(cluster);
        const string definition =
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.shop.example.com}
            spec:
              group: shop.example.com
              scope: Namespaced
              names: {kind: Widget, plural: widgets, shortNames: [wd]}
              versions:
              - name: v1
                served: true
                storage: true
                additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec: {type: object, properties: {size: {type: integer, minimum: 1}}}
            """;
        await kubectl.RunAsync("apply -f -", definition);
        await kubectl.RunAsync("wait --for=condition=Established crd/widgets.shop.example.com --timeout=30s");
        await kubectl.RunAsync("apply -f -", "apiVersion: shop.example.com/v1\nkind: Widget\nmetadata: {name: big}\nspec: {size: 9}\n");
        (await kubectl.RunAsync("get wd")).ShouldBe("NAME   SIZE\nbig    9\n");
        (await kubectl.TryRunAsync(["apply", "-f", "-"], "apiVersion: shop.example.com/v1\nkind: Widget\nmetadata: {name: none}\nspec: {size: 0}\n")).Error
            .ShouldContain("spec.size in body should be greater than or equal to 1");
        (await kubectl.RunAsync("explain widget.spec.size")).ShouldContain("<integer>");
        await kubectl.RunAsync("delete crd widgets.shop.example.com --timeout=30s");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task KindsOfEachVersion_AreListedAppliedAndRead(string cluster)
    {
        var kubectl = Of(cluster);
        var minor = await kubectl.MinorAsync();
        var versions = (await kubectl.RunAsync("api-versions")).Split('\n');
        versions.Contains("batch/v1beta1").ShouldBe(minor <= 24);
        versions.Contains("autoscaling/v2").ShouldBe(minor >= 23);
        versions.Contains("policy/v1").ShouldBe(minor >= 21);
        (await kubectl.RunAsync("api-resources")).Contains("podsecuritypolicies", StringComparison.Ordinal).ShouldBe(minor <= 24);
        var batch = minor >= 21 ? "batch/v1" : "batch/v1beta1";
        var cronJob =
            $$"""
            apiVersion: {{batch}}
            kind: CronJob
            metadata: {name: nightly}
            spec:
              schedule: "0 3 * * *"
              jobTemplate:
                spec:
                  template:
                    spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}
            """;
        (await kubectl.RunAsync("apply -f -", cronJob)).ShouldBe("cronjob.batch/nightly created\n");
        (await kubectl.RunAsync("apply -f -", cronJob.Replace("0 3", "0 4"))).ShouldBe("cronjob.batch/nightly configured\n");
        (await kubectl.RunAsync("get cronjob nightly -o jsonpath={.apiVersion}/{.spec.schedule}")).ShouldBe($"{batch}/0 4 * * *");
        await kubectl.RunAsync("get ingresses,horizontalpodautoscalers,poddisruptionbudgets,endpointslices,events,storageclasses -A");
        var budget = $"apiVersion: policy/{(minor >= 21 ? "v1" : "v1beta1")}\nkind: PodDisruptionBudget\nmetadata: {{name: most}}\nspec: {{minAvailable: 1, selector: {{matchLabels: {{app: none}}}}}}\n";
        (await kubectl.RunAsync("apply -f -", budget)).ShouldBe("poddisruptionbudget.policy/most created\n");
        await kubectl.RunAsync("delete cronjob/nightly pdb/most");
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task QuotaAndLimits_AreCountedAndShown(string cluster)
    {
        var kubectl = Of(cluster);
        await kubectl.RunAsync("create namespace kpanda-test-bounded");
        await kubectl.RunAsync("-n kpanda-test-bounded create quota q --hard=count/secrets=1000,pods=1");
        await kubectl.RunAsync("-n kpanda-test-bounded run one --image=nginx:1.27");
        (await kubectl.TryRunAsync(["-n", "kpanda-test-bounded", "run", "two", "--image=nginx:1.27"])).Error.ShouldContain("exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1");
        await kubectl.RunAsync("-n kpanda-test-bounded wait --for=condition=Ready pod/one --timeout=120s");
        (await kubectl.RunAsync("-n kpanda-test-bounded describe quota q")).ShouldMatch(@"pods +1 +1\n");
        await kubectl.RunAsync("delete namespace kpanda-test-bounded --timeout=120s");
    }

    private static async Task<JsonObject> IssuedAsync(Kubectl kubectl, string name)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(2);)
        {
            var item = JsonNode.Parse(await kubectl.RunAsync($"get csr {name} -o json"))!.AsObject();
            if (item["status"]!["certificate"] is not null) return item;
        }

        throw new ShouldAssertException($"{name} was not signed.");
    }

    private Kubectl Of(string cluster)
    {
        Assert.SkipWhen(cluster.Length == 0, TClusters.Missing);
        return clusters.Of(cluster);
    }
}
