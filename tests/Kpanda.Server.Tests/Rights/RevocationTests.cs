using System.Net;
using System.Text.Json;
using Kpanda.Permissions.Roles;
using Kpanda.Server.Tests.Live;

namespace Kpanda.Server.Tests.Rights;

/// <summary>A binding that is taken away in the member ends what is open with it: lists, watches and logs. The limit is 3 s; here it is only shown that it happens, and how long it took.</summary>
public sealed class RevocationTests(RevocationTests.Open open) : IClassFixture<RevocationTests.Open>
{
    private const string Ns = "revoked";
    private const string Api = "/apis/kpanda.io/v1alpha1";

    /// <summary>A server with one simulated cluster.</summary>
    public sealed class Open : IAsyncLifetime
    {
        internal ServerSite Site { get; private set; } = null!;

        internal Guests Guests { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "1"));
            Guests = new Guests(Site);
            await Guests.MakeNamespaceAsync(Ns);
            await Guests.MakeConfigMapAsync(Ns, "kept");
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenWatchOfKubectl_Ends()
    {
        var (person, take) = await HolderAsync("watcher");
        using (person)
        {
            using var answer = await person.GetAsync($"/k8s/clusters/{Guests.Cluster}/api/v1/namespaces/{Ns}/configmaps?watch=1", HttpCompletionOption.ResponseHeadersRead, Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            await using var stream = await answer.Content.ReadAsStreamAsync(Token);
            using var reader = new StreamReader(stream);
            (await reader.ReadLineAsync(Token))!.ShouldContain("\"ADDED\"");
            var began = TimeProvider.System.GetTimestamp();

            await take();

            await EndOfAsync(reader);
            Tell("a watch of kubectl", began);
            using var again = await person.GetAsync($"/k8s/clusters/{Guests.Cluster}/api/v1/namespaces/{Ns}/configmaps", Token);
            again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task OpenList_IsReadAgain_AndEmpty_AndOneObjectIsRefused()
    {
        var (person, take) = await HolderAsync("reader");
        using (person)
        {
            using var list = await LiveTab.FollowAsync(open.Site, person, $"{Api}/asl/configmaps");
            using var one = await LiveTab.FollowAsync(open.Site, person, $"{Api}/clusters/{Guests.Cluster}/namespaces/{Ns}/configmaps/kept");
            var began = TimeProvider.System.GetTimestamp();

            await take();

            await UntilAsync(list, "resync");
            Tell("a list", began);
            var error = await UntilAsync(one, "error");
            Tell("an object", began);
            error.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(7);
            (await Guests.TotalAsync(person, $"{Api}/asl/configmaps")).ShouldBe(0);
            (await Guests.TotalAsync(person, $"{Api}/clusters")).ShouldBe(0);
            (await Guests.TotalAsync(person, $"{Api}/asl/namespaces")).ShouldBe(0);
        }
    }

    private static void Tell(string what, long began) => TestContext.Current.TestOutputHelper?.WriteLine($"{what} ended after {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms");

    private async Task<(HttpClient Person, Func<Task> Take)> HolderAsync(string name)
    {
        var person = await open.Guests.SignInAsync(name);
        var take = await open.Guests.BindAsync(name, RoleTemplates.NamespaceView, Ns);
        await Guests.UntilAsync(async () => await Guests.TotalAsync(person, $"{Api}/asl/configmaps?name=kept") == 1, "the right is known");
        return (person, take);
    }

    private static async Task EndOfAsync(StreamReader reader)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            while (await reader.ReadLineAsync(patience.Token) is not null)
            {
                // What was on its way.
            }
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
            // Cut, not ended.
        }
    }

    private static async Task<JsonElement> UntilAsync(LiveTab tab, string type)
    {
        while (true)
        {
            var message = await tab.ReadAsync();
            if (LiveTab.TypeOf(message) == type) return message!.Value;
        }
    }
}
