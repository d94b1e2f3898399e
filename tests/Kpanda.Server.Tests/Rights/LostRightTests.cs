using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Permissions.Roles;
using Kpanda.Server.Tests.Terminals;

namespace Kpanda.Server.Tests.Rights;

/// <summary>
/// Each way of losing a right against each kind of stream that was opened with it: all of them end, and nothing of it can be opened again. Three seconds are promised; here it is
/// shown that it happens, and how long it took is printed.
/// </summary>
public sealed class LostRightTests(LostRightTests.WithPod held, ITestOutputHelper output) : IClassFixture<LostRightTests.WithPod>
{
    private const string Users = "/apis/ghippo.io/v1alpha1/users";
    private const string Groups = "/apis/ghippo.io/v1alpha1/groups";
    private const string Grants = "/api/v1/permissions/grants";
    private const string Api = "/apis/kpanda.io/v1alpha1";
    private const string Owner = "Kpanda Owner";
    private const string Pod = "held";

    private static readonly string PodPath = $"/k8s/clusters/{Guests.Cluster}/api/v1/namespaces/default/pods/{Pod}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("grant taken back")]
    [InlineData("grant of the group taken back")]
    [InlineData("out of the group")]
    [InlineData("group deleted")]
    [InlineData("disabled")]
    [InlineData("deleted")]
    [InlineData("platform role taken")]
    [InlineData("platform role of the group taken")]
    [InlineData("binding removed by hand")]
    public async Task WhatIsOpen_EndsWithTheRight(string way)
    {
        var name = $"loser-{way.Replace(' ', '-')}";
        using var person = await held.Guests.SignInAsync(name);
        var id = (await SendAsync(HttpMethod.Get, $"{Users}/username/{name}")).GetProperty("id").GetString()!;
        var lose = await GiveAsync(way, name, id);
        await Guests.UntilAsync(async () => (await person.GetAsync(PodPath, Token)).StatusCode == HttpStatusCode.OK, "the right is known");
        using var open = new OpenStreams(held.Site, held.Admin, Guests.Cluster, Pod);
        var streams = await open.OpenAsync(name, person);
        foreach (var stream in streams.Where(stream => stream.Kind != "download")) stream.Ended.IsCompleted.ShouldBeFalse($"{stream.Kind} is open before");

        var began = Stopwatch.GetTimestamp();
        await lose();

        var ends = streams.Select(async stream =>
        {
            await stream.Ended;
            return (stream.Kind, Took: Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }).ToList();
        foreach (var (kind, took) in await Task.WhenAll(ends)) output.WriteLine($"{way}: {kind} ended after {took:0} ms");
        await ShouldBeLockedOutAsync(person);
    }

    /// <summary>Gives the right to whatever is opened.</summary>
    /// <returns>What takes it away in this way.</returns>
    private async Task<Func<Task>> GiveAsync(string way, string name, string id)
    {
        switch (way)
        {
            case "binding removed by hand":
                return await held.Guests.BindAsync(name, RoleTemplates.NamespaceEdit, "default");
            case "platform role taken":
                return await OwnerAsync($"{Users}/{id}/roles");
            case "grant taken back":
                var own = await GrantAsync("User", id);
                return () => SendAsync(HttpMethod.Delete, $"{Grants}/{own}");
            case "disabled":
                await GrantAsync("User", id);
                return () => SendAsync(HttpMethod.Put, $"{Users}/{id}", new { enabled = false });
            case "deleted":
                await GrantAsync("User", id);
                return () => SendAsync(HttpMethod.Delete, $"{Users}/{id}");
            default:
                return await OfGroupAsync(way, id);
        }
    }

    private async Task<Func<Task>> OfGroupAsync(string way, string id)
    {
        var group = (await SendAsync(HttpMethod.Post, Groups, new { name = $"group-{way.Replace(' ', '-')}" })).GetProperty("id").GetString()!;
        await SendAsync(HttpMethod.Post, $"{Groups}/{group}/members/{id}", new { });
        if (way == "platform role of the group taken") return await OwnerAsync($"{Groups}/{group}/roles");
        var grant = await GrantAsync("Group", group);
        return way switch
        {
            "grant of the group taken back" => () => SendAsync(HttpMethod.Delete, $"{Grants}/{grant}"),
            "out of the group" => () => SendAsync(HttpMethod.Delete, $"{Groups}/{group}/members/{id}"),
            "group deleted" => () => SendAsync(HttpMethod.Delete, $"{Groups}/{group}"),
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, "No way is known by this name."),
        };
    }

    private async Task<Func<Task>> OwnerAsync(string roles)
    {
        await SendAsync(HttpMethod.Put, roles, new { addRoles = new[] { Owner } });
        return () => SendAsync(HttpMethod.Put, roles, new { removeRoles = new[] { Owner } });
    }

    private async Task<string> GrantAsync(string kind, string id)
    {
        var made = await SendAsync(HttpMethod.Post, Grants, new { cluster = Guests.Cluster, namespaces = new[] { "default" }, role = RoleTemplates.NamespaceEdit, subjects = new[] { new { kind, id } } });
        var grant = made.GetProperty("items")[0].GetProperty("id").GetString()!;

        // What the member refuses does not count: a terminal needs the binding there.
        await Guests.UntilAsync(
            async () => (await SendAsync(HttpMethod.Get, $"{Grants}?source=granted&pageSize=1000")).GetProperty("items").EnumerateArray()
                .Any(item => item.GetProperty("id").GetString() == grant && item.GetProperty("state").GetString() == "applied"),
            "the grant is applied");
        return grant;
    }

    private async Task ShouldBeLockedOutAsync(HttpClient person)
    {
        foreach (var path in new[]
        {
            PodPath, $"{PodPath}/log",
            $"{Api}/clusters/{Guests.Cluster}/namespaces/default/pods/{Pod}",
            $"/api/v1/clusters/{Guests.Cluster}/namespaces/default/pods/{Pod}/files?container=main&path=/",
        })
        {
            using var refused = await person.GetAsync(path, Token);
            refused.StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized);
        }

        foreach (var path in new[] { $"{Api}/asl/pods", $"{Api}/asl/namespaces", $"{Api}/clusters" })
        {
            using var list = await person.GetAsync(path, Token);
            if (list.StatusCode == HttpStatusCode.Unauthorized) continue;
            JsonDocument.Parse(await list.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("pagination").GetProperty("total").GetInt32().ShouldBe(0, path);
        }
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await held.Admin.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A server with one simulated cluster, and a pod in it that writes a log, serves a port and has a large file.</summary>
    public sealed class WithPod : IAsyncLifetime
    {
        internal ServerSite Site { get; private set; } = null!;

        internal Guests Guests { get; private set; } = null!;

        internal HttpClient Admin { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "1"));
            Guests = new Guests(Site);
            Admin = await Site.SignedInAsync();
            var pod = JsonNode.Parse($$$"""
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{Pod}}}","annotations":{"sandbox.kpanda.io/log-lines-per-second":"5"}},
                 "spec":{"containers":[{"name":"main","image":"nginx:1.27","ports":[{"containerPort":80}]}]}}
                """)!.AsObject();
            await Guests.MakeAsync(new("", "v1", "pods"), "default", pod);
            await Guests.UntilAsync(
                async () => (await Admin.GetFromJsonAsync<JsonNode>(PodPath, Token))!["status"]?["containerStatuses"]?[0]?["ready"]?.GetValue<bool>() == true, "the pod runs");
            using var browser = await TerminalPage.BrowserAsync(Site);
            using var page = await TerminalPage.ShellAsync(Site, browser, Pod);
            await page.TypeAsync($"mkdir -p /data && truncate -s 10G {OpenStreams.LargeFile} && echo all''done\r");
            await page.SeesAsync("alldone");
            await page.CloseAsync();
        }

        public async ValueTask DisposeAsync()
        {
            Admin.Dispose();
            await Site.DisposeAsync();
        }
    }
}
