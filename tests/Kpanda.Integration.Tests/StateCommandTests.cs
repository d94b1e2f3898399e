using System.Net;
using System.Net.Http.Json;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Integration.Tests;

/// <summary><c>backup</c>, <c>restore</c> and <c>rotate-key</c> as whoever looks after a platform runs them: beside its server and after it, on either database.</summary>
public sealed class StateCommandTests(PostgresServer postgres)
{
    private const string Users = "/apis/ghippo.io/v1alpha1/users";
    // Many times what is usual: the machine may be slow.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed class StateServer(string database) : ServerProcess
    {
        public string KeyFile => Path.Combine(Data, "master.key");

        protected override IReadOnlyList<string> Flags => ["--no-sandbox", .. State];

        private IReadOnlyList<string> State => database.Length > 0 ? ["--database", database] : [];

        protected override Task<IReadOnlyList<string>> StartForeignAsync() => StartSandboxAsync("members", 93, ["v1.36.2", "v1.32.9"]);

        public async Task DoAsync(params string[] command)
        {
            var (code, errors) = await RunAsync([.. command, "--data", Data, .. State], Stop);
            code.ShouldBe(0, errors);
        }

        /// <summary>What a command says that fails.</summary>
        public async Task<string> FailAsync(params string[] command)
        {
            var (code, errors) = await RunAsync([.. command, "--data", Data, .. State], Stop);
            code.ShouldBe(1, errors);
            return errors;
        }

        public async Task ImportAsync(string cluster, string kubeconfig)
        {
            await new ProductApi(Client).PostAsync("/clusters", new { name = cluster, kubeConfigString = kubeconfig });
            await ReachAsync(cluster);
        }

        /// <summary>Waits until the server speaks with a cluster: it has opened its credential.</summary>
        public Task ReachAsync(string cluster) => Deadline.ForAsync($"an answer of {cluster}", Patience, async token =>
        {
            using var answer = await Client.GetAsync($"/k8s/clusters/{cluster}/api/v1/namespaces/default", token);
            return answer.StatusCode == HttpStatusCode.OK ? cluster : null;
        });

        public async Task<HttpStatusCode> SignInAsync(string name, string password)
        {
            using var answer = await Client.PostAsJsonAsync("/auth/login", new { username = name, password }, Stop);
            return answer.StatusCode;
        }
    }

    [Theory, InlineData(DatabaseKind.Sqlite), InlineData(DatabaseKind.Postgres)]
    public async Task State_ComesBack_AndItsSecretsOpenWithTheNewKeyAlone(DatabaseKind kind)
    {
        await using var server = new StateServer(kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(Stop) : "");
        await server.InitializeAsync();
        await server.ImportAsync("before", server.ForeignKubeconfigs[0]);
        using var made = await server.Client.PostAsJsonAsync(Users, new { name = "li", password = "a password of li", temporary = false }, Stop);
        var li = (await made.Content.ReadFromJsonAsync<Made>(Stop))!.Id;

        // Beside the running server: it sees nothing of the backup, and seals with the new key from then on.
        var backup = $"{server.Data}.backup";
        await server.DoAsync("backup", backup);
        var old = await File.ReadAllLinesAsync(server.KeyFile, Stop);
        await server.DoAsync("rotate-key");
        var keys = await File.ReadAllLinesAsync(server.KeyFile, Stop);
        keys[1..].ShouldBe(old);
        await server.ImportAsync("after", server.ForeignKubeconfigs[1]);
        using (var deleted = await server.Client.DeleteAsync($"{Users}/{li}", Stop)) deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.FailAsync("restore", backup, "--replace")).ShouldContain("uses the data folder");
        await server.ReachAsync("before");

        await server.StopServerAsync();
        await File.WriteAllLinesAsync(server.KeyFile, keys[..1], Stop);
        await server.StartServerAsync();
        await server.ReachAsync("before");
        await server.ReachAsync("after");
        await server.StopServerAsync();

        // The backup was made with the key that is gone.
        (await server.FailAsync("restore", backup, "--replace")).ShouldContain("another master key");
        await File.WriteAllLinesAsync(server.KeyFile, keys, Stop);
        (await server.FailAsync("restore", backup)).ShouldContain("--replace");
        await server.DoAsync("restore", backup, "--replace");

        await server.StartServerAsync();
        (await server.SignInAsync("li", "a password of li")).ShouldBe(HttpStatusCode.OK);
        await server.ReachAsync("before");
        (await new ProductApi(server.Client).StatusAsync("/clusters/after")).ShouldBe(HttpStatusCode.NotFound);
    }

    private sealed record Made(string Id);
}
