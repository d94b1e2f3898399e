using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Kube.Reflect;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Tests.Conformance;

/// <summary>What the client must do on every Kubernetes API server, simulated or real. Works in a namespace of its own and takes it away again.</summary>
internal sealed partial class ConformanceSuite(ClusterTransport transport, CancellationToken cancellationToken)
{
    private static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");
    private static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");
    private static readonly GroupVersionResource Deployments = new("apps", "v1", "deployments");

    private readonly KubeClient _client = new(transport, KubeIdentity.Platform);
    private readonly string _ns = $"kpanda-conformance-{Guid.CreateVersion7():N}"[..48];

    public async Task RunAsync()
    {
        await DiscoverAsync();
        await CreateNamespaceAsync();
        try
        {
            await WriteAndReadAsync();
            await ConflictsAreToldAsync();
            await PatchAsync();
            await ListInPagesAsync();
            await FollowAsync();
            await ExpireAsync();
            await DryRunAsync();
            await ShowAsTableAndMetadataAsync();
            await ApplyAsync();
            await WatchListAsync();
            await DeleteManyAsync();
            await RequestTokenAsync();
            await DefinitionsComeAndGoAsync();
            await ImpersonateAsync();
        }
        finally
        {
            await _client.DeleteAsync(Namespaces, new("", _ns), KubeDeleteOptions.Default, CancellationToken.None);
        }
    }

    private async Task DiscoverAsync()
    {
        var discovery = Good(await _client.DiscoverAsync(cancellationToken));
        var pods = discovery.Preferred().Single(resource => resource.Gvr.GroupResource == new GroupResource("", "pods"));
        (pods.Kind, pods.Namespaced, pods.IsListable).ShouldBe(("Pod", true, true));
        pods.Subresources.ShouldContain("log");
        var deployments = discovery.Preferred().Single(resource => resource.Gvr.GroupResource == new GroupResource("apps", "deployments"));
        deployments.Gvr.Version.ShouldBe("v1");
        deployments.Subresources.ShouldContain("scale");
        discovery.Preferred().Single(resource => resource.Gvr.GroupResource == new GroupResource("", "nodes")).Namespaced.ShouldBeFalse();
    }

    private async Task CreateNamespaceAsync() =>
        Good(await _client.CreateAsync(Namespaces, null, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = _ns } }, KubeWriteOptions.Default, cancellationToken));

    private async Task WriteAndReadAsync()
    {
        Good(await CreateAsync("first"));
        var read = Good(await _client.GetAsync(ConfigMaps, new(_ns, "first"), cancellationToken));
        Text(read, "data", "key").ShouldBe("first");
        Text(read, "kind").ShouldBe("ConfigMap");
        var missing = (await _client.GetAsync(ConfigMaps, new(_ns, "nobody"), cancellationToken)).Failure.ShouldNotBeNull();
        missing.IsNotFound.ShouldBeTrue();
        missing.Status.ShouldNotBeNull().Reason.ShouldBe("NotFound");
        var wrong = (await _client.CreateAsync(ConfigMaps, _ns, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = "Not Good" } }, KubeWriteOptions.Default, cancellationToken)).Failure.ShouldNotBeNull();
        wrong.HttpStatus.ShouldBe(422);
        wrong.Status!.Details!.Causes.ShouldNotBeEmpty();
    }

    private async Task ConflictsAreToldAsync()
    {
        var taken = (await CreateAsync("first")).Failure.ShouldNotBeNull();
        (taken.IsConflict, taken.Status!.Reason).ShouldBe((true, "AlreadyExists"));
        var stale = Node(Good(await _client.GetAsync(ConfigMaps, new(_ns, "first"), cancellationToken)));
        var fresh = stale.DeepClone();
        fresh["data"]!["key"] = "changed";
        Good(await _client.UpdateAsync(ConfigMaps, new(_ns, "first"), fresh, KubeWriteOptions.Default, cancellationToken));
        stale["data"]!["key"] = "too late";
        var conflict = (await _client.UpdateAsync(ConfigMaps, new(_ns, "first"), stale, KubeWriteOptions.Default, cancellationToken)).Failure.ShouldNotBeNull();
        (conflict.IsConflict, conflict.Status!.Reason).ShouldBe((true, "Conflict"));
    }

    private async Task PatchAsync()
    {
        Task<KubeResult<KubeObject>> Patch(PatchType type, string patch) =>
            _client.PatchAsync(ConfigMaps, new(_ns, "first"), type, Encoding.UTF8.GetBytes(patch), KubeWriteOptions.Default, cancellationToken);
        Text(Good(await Patch(PatchType.Merge, """{"data":{"key":"merged","more":"1"}}""")), "data", "key").ShouldBe("merged");
        Text(Good(await Patch(PatchType.Json, """[{"op":"replace","path":"/data/key","value":"json"}]""")), "data", "key").ShouldBe("json");
        Text(Good(await Patch(PatchType.Strategic, """{"data":{"more":null}}""")), "data", "key").ShouldBe("json");
    }

    private async Task ListInPagesAsync()
    {
        for (var index = 0; index < 7; index++) Good(await CreateAsync($"page-{index}", "paged"));
        var names = new List<string>();
        var options = new KubeListOptions { LabelSelector = "set=paged", Limit = 3 };
        var pages = 0;
        while (true)
        {
            var page = Good(await _client.ListAsync(ConfigMaps, _ns, options, cancellationToken));
            pages++;
            names.AddRange(page.Items.Select(item => Text(item, "metadata", "name")!));
            page.Items.ShouldAllBe(item => Text(item, "kind") == "ConfigMap" && Text(item, "apiVersion") == "v1");
            page.ResourceVersion.ShouldNotBeEmpty();
            if (page.Continue is null) break;
            options = options with { Continue = page.Continue };
        }

        pages.ShouldBeGreaterThanOrEqualTo(3);
        names.ShouldBe(Enumerable.Range(0, 7).Select(index => $"page-{index}"));
    }

    private async Task FollowAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sink = new FakeSink();
        var run = new ResourceReflector(TimeProvider.System, new ReflectorOptions { Namespace = _ns, LabelSelector = "set=followed" }).RunAsync(_client, ConfigMaps, null, sink, stop.Token);
        var begin = await sink.TakeAsync(4, cancellationToken);
        (begin[0], begin[1], begin[3]).ShouldBe(("list", "page ", "live"));
        Good(await CreateAsync("followed", "followed"));
        Good(await _client.PatchAsync(ConfigMaps, new(_ns, "followed"), PatchType.Merge, """{"data":{"key":"2"}}"""u8.ToArray(), KubeWriteOptions.Default, cancellationToken));
        Good(await _client.DeleteAsync(ConfigMaps, new(_ns, "followed"), KubeDeleteOptions.Default, cancellationToken));
        var events = new List<string>();
        while (events.Count < 3)
        {
            // A bookmark may come at any time.
            var line = (await sink.TakeAsync(1, cancellationToken))[0];
            if (!line.StartsWith("bookmark", StringComparison.Ordinal)) events.Add(line[..line.LastIndexOf(' ')]);
        }

        events.ShouldBe(["Added followed", "Modified followed", "Deleted followed"]);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    private async Task ExpireAsync()
    {
        // The oldest of all versions: gone everywhere that keeps a bounded history; a server that still has it answers with events.
        await foreach (var change in _client.WatchAsync(Namespaces, null, "1", new() { TimeoutSeconds = 1 }, cancellationToken))
        {
            if (change.Failure is { } failure) failure.IsExpired.ShouldBeTrue(failure.Message);
        }
    }

    private async Task DryRunAsync()
    {
        Good(await CreateAsync("never", options: new() { DryRun = true }));
        (await _client.GetAsync(ConfigMaps, new(_ns, "never"), cancellationToken)).Failure.ShouldNotBeNull().IsNotFound.ShouldBeTrue();
        var unknown = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = "strict" }, ["surprise"] = 1 };
        (await _client.CreateAsync(ConfigMaps, _ns, unknown, new() { FieldValidation = "Strict", DryRun = true }, cancellationToken)).Failure.ShouldNotBeNull().HttpStatus.ShouldBe(400);
    }

    private async Task ImpersonateAsync()
    {
        var nobody = new KubeClient(transport, KubeIdentity.As("kpanda-conformance", ["one", "two, 三", "four"]));
        var refusal = (await nobody.ListAsync(Deployments, _ns, KubeListOptions.Default, cancellationToken)).Failure.ShouldNotBeNull();
        (refusal.HttpStatus, refusal.Phase).ShouldBe((403, FailurePhase.Refused));
        refusal.Message.ShouldContain("kpanda-conformance");
        await GroupsArriveAsync(nobody);
    }

    // The member itself says who it thinks is calling (1.28 and later).
    private async Task GroupsArriveAsync(KubeClient nobody)
    {
        var question = new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "SelfSubjectReview" };
        var answer = await nobody.CreateAsync(new("authentication.k8s.io", "v1", "selfsubjectreviews"), null, question, KubeWriteOptions.Default, cancellationToken);
        if (!answer.TryGet(out var review, out var failure))
        {
            failure.HttpStatus.ShouldBeOneOf(404, 403);
            return;
        }

        var groups = Node(review)["status"]!["userInfo"]!["groups"]!.AsArray().Select(group => group!.GetValue<string>());
        new[] { "one", "two, 三", "four" }.ShouldBeSubsetOf(groups);
    }

    private Task<KubeResult<KubeObject>> CreateAsync(string name, string set = "", KubeWriteOptions? options = null)
    {
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["set"] = set } },
            ["data"] = new JsonObject { ["key"] = name },
        };
        return _client.CreateAsync(ConfigMaps, _ns, body, options ?? KubeWriteOptions.Default, cancellationToken);
    }

    private static T Good<T>(KubeResult<T> result) => result.TryGet(out var value, out var failure) ? value : throw new ShouldAssertException($"{failure.Phase} {failure.HttpStatus}: {failure.Message}");

    private static JsonNode Node(KubeObject item) => JsonNode.Parse(item.Json.Span)!;

    private static string? Text(KubeObject item, params string[] path)
    {
        JsonNode? at = Node(item);
        foreach (var name in path) at = at?[name];
        return at?.GetValue<string>();
    }
}
