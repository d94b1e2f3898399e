using System.Text.Json.Nodes;
using Kpanda.Kube.Reflect;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Tests.Conformance;

internal sealed partial class ConformanceSuite
{
    private static readonly GroupVersionResource Definitions = new("apiextensions.k8s.io", "v1", "customresourcedefinitions");
    private static readonly GroupVersionResource ServiceAccounts = new("", "v1", "serviceaccounts");

    private async Task ShowAsTableAndMetadataAsync()
    {
        Good(await CreateAsync("shown", "shown"));
        var table = Node(Good(await _client.TableAsync(ConfigMaps, _ns, new() { LabelSelector = "set=shown" }, cancellationToken)));
        table["kind"]!.GetValue<string>().ShouldBe("Table");
        var columns = table["columnDefinitions"]!.AsArray().Select(column => column!["name"]!.GetValue<string>());
        columns.ShouldContain("Name");
        table["rows"]!.AsArray().ShouldHaveSingleItem()!["cells"]![0]!.GetValue<string>().ShouldBe("shown");

        var metadata = Node(Good(await _client.GetAsync(ConfigMaps, new(_ns, "shown"), KubeRepresentation.Metadata, cancellationToken)));
        metadata["kind"]!.GetValue<string>().ShouldBe("PartialObjectMetadata");
        metadata["data"].ShouldBeNull();
        var page = Good(await _client.ListAsync(ConfigMaps, _ns, new() { LabelSelector = "set=shown", Representation = KubeRepresentation.Metadata }, cancellationToken));
        var item = Node(page.Items.ShouldHaveSingleItem());
        (item["metadata"]!["name"]!.GetValue<string>(), item["data"]).ShouldBe(("shown", null));
    }

    private async Task ApplyAsync()
    {
        Task<KubeResult<KubeObject>> Apply(string manager, string value, bool force = false) => _client.PatchAsync(
            ConfigMaps,
            new(_ns, "applied"),
            PatchType.Apply,
            System.Text.Encoding.UTF8.GetBytes($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"applied"},"data":{"key":"{{{value}}}"}}"""),
            new() { FieldManager = manager, Force = force },
            cancellationToken);
        Text(Good(await Apply("one", "1")), "data", "key").ShouldBe("1");
        var conflict = (await Apply("two", "2")).Failure.ShouldNotBeNull();
        (conflict.IsConflict, conflict.Status!.Details!.Causes!.Count).ShouldBe((true, 1));
        Text(Good(await Apply("two", "2", force: true)), "data", "key").ShouldBe("2");
    }

    /// <summary>As a stream or, on members that serve no watch-lists, in pages: the sink sees the same.</summary>
    private async Task WatchListAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sink = new FakeSink();
        var run = new ResourceReflector(TimeProvider.System, new ReflectorOptions { Namespace = _ns, LabelSelector = "set=paged", PageSize = 4 }).RunAsync(_client, ConfigMaps, null, sink, stop.Token);
        var lines = await sink.TakeAsync(5, cancellationToken);
        (lines[0], lines[1], lines[2], lines[4]).ShouldBe(("list", "page page-0,page-1,page-2,page-3", "page page-4,page-5,page-6", "live"));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    private async Task DeleteManyAsync()
    {
        var selection = new KubeListOptions { LabelSelector = "set=paged" };
        Good(await _client.DeleteCollectionAsync(ConfigMaps, _ns, selection, new() { DryRun = true }, cancellationToken));
        Good(await _client.ListAsync(ConfigMaps, _ns, selection, cancellationToken)).Items.Count.ShouldBe(7);
        Good(await _client.DeleteCollectionAsync(ConfigMaps, _ns, selection, KubeDeleteOptions.Default, cancellationToken));
        Good(await _client.ListAsync(ConfigMaps, _ns, selection, cancellationToken)).Items.ShouldBeEmpty();
        Good(await _client.GetAsync(ConfigMaps, new(_ns, "first"), cancellationToken));

        var stale = (await _client.DeleteAsync(ConfigMaps, new(_ns, "first"), new() { Uid = "00000000-0000-0000-0000-000000000000" }, cancellationToken)).Failure.ShouldNotBeNull();
        stale.IsConflict.ShouldBeTrue();
    }

    private async Task RequestTokenAsync()
    {
        Good(await _client.CreateAsync(ServiceAccounts, _ns, JsonNode.Parse("""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"caller"}}""")!, KubeWriteOptions.Default, cancellationToken));
        var question = JsonNode.Parse("""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":600}}""")!;
        var answer = Node(Good(await _client.CreateAsync(ServiceAccounts, new(_ns, "caller"), "token", question, KubeWriteOptions.Default, cancellationToken)));
        var connection = new KubeConnection
        {
            Server = transport.Connection.Server,
            CertificateAuthorityPem = transport.Connection.CertificateAuthorityPem,
            TlsServerName = transport.Connection.TlsServerName,
            BearerToken = answer["status"]!["token"]!.GetValue<string>(),
        };
        using var other = new ClusterTransport(connection, transport.Dialer);
        var refused = (await new KubeClient(other, KubeIdentity.Platform).GetAsync(ConfigMaps, new(_ns, "first"), cancellationToken)).Failure.ShouldNotBeNull();
        (refused.HttpStatus, refused.Message).ShouldSatisfyAllConditions(seen => seen.HttpStatus.ShouldBe(403), seen => seen.Message.ShouldContain($"system:serviceaccount:{_ns}:caller"));
        other.UseToken("no such token");
        (await new KubeClient(other, KubeIdentity.Platform).GetAsync(ConfigMaps, new(_ns, "first"), cancellationToken)).Failure.ShouldNotBeNull().Phase.ShouldBe(FailurePhase.Authentication);
    }

    private async Task DefinitionsComeAndGoAsync()
    {
        var group = $"{_ns}.example.io";
        var before = Good(await _client.DiscoverAsync(cancellationToken));
        var definition = JsonNode.Parse($$$$$$"""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.{{{{{{group}}}}}}"},
            "spec":{"group":"{{{{{{group}}}}}}","scope":"Namespaced","names":{"plural":"things","singular":"thing","kind":"Thing","listKind":"ThingList"},
            "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """)!;
        Good(await _client.CreateAsync(Definitions, null, definition, KubeWriteOptions.Default, cancellationToken));
        try
        {
            var with = await DiscoverUntilAsync(before, found => found.Since(before).Added.Any(resource => resource.Gvr == new GroupVersionResource(group, "v1", "things")));
            Good(await _client.ListAsync(new(group, "v1", "things"), _ns, KubeListOptions.Default, cancellationToken)).Items.ShouldBeEmpty();
            Good(await _client.DeleteAsync(Definitions, new("", $"things.{group}"), KubeDeleteOptions.Default, cancellationToken));
            await DiscoverUntilAsync(with, found => found.Since(with).Removed.Any(resource => resource.Gvr.Group == group));
        }
        finally
        {
            await _client.DeleteAsync(Definitions, new("", $"things.{group}"), KubeDeleteOptions.Default, CancellationToken.None);
        }
    }

    private async Task<KubeDiscovery> DiscoverUntilAsync(KubeDiscovery known, Func<KubeDiscovery, bool> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            known = Good(await _client.DiscoverAsync(known, deadline.Token));
            if (isSo(known)) return known;
            await Task.Delay(100, deadline.Token);
        }
    }
}
