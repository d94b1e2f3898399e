using System.Net;
using System.Text;
using System.Text.Json;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Kube;

namespace Kpanda.Clusters.Tests.Import;

public sealed class ImportTests
{
    [Fact]
    public async Task GoodKubeconfig_IsVerifiedBoundStoredAndRunning()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        var (status, body) = await host.SendAsync(HttpMethod.Post, "/clusters", new
        {
            name = "prod",
            aliasName = "生产",
            labels = new Dictionary<string, string> { ["env"] = "prod" },
            describe = "the shop",
            kubeConfigString = cluster.Kubeconfig,
        });
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        var shown = body.GetProperty("cluster");
        shown.GetProperty("metadata").GetProperty("name").GetString().ShouldBe("prod");
        shown.GetProperty("metadata").GetProperty("creationTimestamp").ValueKind.ShouldBe(JsonValueKind.String);
        shown.GetProperty("metadata").GetProperty("labels").GetProperty("env").GetString().ShouldBe("prod");
        shown.GetProperty("spec").GetProperty("aliasName").GetString().ShouldBe("生产");
        shown.GetProperty("spec").GetProperty("provider").GetString().ShouldBe("GENERIC");
        shown.GetProperty("status").GetProperty("kubeSystemID").GetString().ShouldBe(cluster.Uid);
        shown.GetProperty("status").GetProperty("kubernetesVersion").GetString().ShouldBe("v1.34.1");
        shown.GetProperty("status").GetProperty("distribution").GetString().ShouldBe("kind");
        Conditions(shown).ShouldBe(["Ready=Unknown", "CredentialValid=True", "CanImpersonate=True", "CanList=True", "CanWatch=True", "CanBind=True", "AdministratorsBound=True"]);
        using var binding = JsonDocument.Parse(cluster.Binding!);
        binding.RootElement.GetProperty("roleRef").GetProperty("name").GetString().ShouldBe("cluster-admin");
        binding.RootElement.GetProperty("subjects")[0].GetProperty("name").GetString().ShouldBe("kpanda:platform-admins");
        await host.UntilAsync(() => host.Clusters.Health("prod").Phase == "Running", "the phase Running");
        body.ToString().ShouldNotContain("secret-token");
    }

    [Fact]
    public async Task Credential_IsNowhereInTheDataDirectoryAndOpensAfterARestart()
    {
        await using var cluster = await FakeCluster.StartAsync();
        var folder = Directory.CreateTempSubdirectory("kpanda-clusters-").FullName;
        await using (var host = await TestHost.StartAsync(folder: folder))
        {
            (await host.ImportAsync("prod", cluster.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain("secret-token", customMessage: file);
        await using (var again = await TestHost.StartAsync(folder: folder))
        {
            again.Clusters.Find("prod").ShouldNotBeNull().KubeSystemId.ShouldBe(cluster.Uid);
            await again.UntilAsync(() => again.Clusters.Health("prod").Phase == "Running", "the phase Running after a restart");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task SameNameOrSameCluster_IsRefused()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        (await host.ImportAsync("prod", cluster.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        var (status, body) = await host.ImportAsync("prod", cluster.Kubeconfig);
        status.ShouldBe(HttpStatusCode.Conflict);
        body.GetProperty("code").GetInt32().ShouldBe(6);
        (status, body) = await host.ImportAsync("other", cluster.Kubeconfig);
        status.ShouldBe(HttpStatusCode.Conflict);
        body.GetProperty("message").GetString()!.ShouldContain("prod");
        host.Clusters.List().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("name", "Prod", "name")]
    [InlineData("name", "-prod", "name")]
    [InlineData("name", "", "name")]
    [InlineData("name", "prod_1", "name")]
    [InlineData("name", "a234567890123456789012345678901234567890123456789012345678901234", "name")]
    [InlineData("aliasName", "a234567890123456789012345678901234567890123456789012345678901", "aliasName")]
    [InlineData("aliasName", "a\nb", "aliasName")]
    [InlineData("provider", "NOPE", "provider")]
    public async Task BadField_IsNamedAndNothingIsStored(string field, string value, string named)
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        var request = new Dictionary<string, object> { ["name"] = "prod", ["kubeConfigString"] = cluster.Kubeconfig, [field] = value };
        var (status, body) = await host.SendAsync(HttpMethod.Post, "/clusters", request);
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("code").GetInt32().ShouldBe(3);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe(named);
        host.Clusters.List().ShouldBeEmpty();
        cluster.Binding.ShouldBeNull();
    }

    [Fact]
    public async Task BadLabels_AreNamed()
    {
        await using var host = await TestHost.StartAsync();
        foreach (var labels in new[] { new Dictionary<string, string?> { ["a b"] = "x" }, new() { ["a"] = "x y" }, new() { ["a"] = null } })
        {
            var (status, body) = await host.SendAsync(HttpMethod.Post, "/clusters", new { name = "prod", labels, kubeConfigString = "" });
            status.ShouldBe(HttpStatusCode.BadRequest);
            body.GetProperty("details")[0].GetProperty("field").GetString()!.ShouldStartWith("labels[");
        }
    }

    [Fact]
    public async Task KubeconfigThatRunsACommand_IsRefusedWithItsField()
    {
        await using var host = await TestHost.StartAsync();
        var kubeconfig = FakeCluster.KubeconfigFor("https://1.2.3.4", "", "exec: {command: touch}");
        var (status, body) = await host.ImportAsync("prod", kubeconfig);
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe("kubeConfigString");
        body.GetProperty("message").GetString()!.ShouldContain("users[u].user.exec");
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsSaidInWordsAndNothingIsStored()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        var (status, body) = await host.ImportAsync("prod", FakeCluster.KubeconfigFor("https://127.0.0.1:1", cluster.Member.Authority.Pem));
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("message").GetString()!.ShouldContain("connection refused");
        host.Clusters.List().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://169.254.169.254", "metadata")]
    [InlineData("https://[::ffff:169.254.169.254]", "metadata")]
    [InlineData("https://0.0.0.0", "link-local")]
    public async Task AddressThatMayNotBeReached_IsRefused(string server, string _)
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        var (status, body) = await host.ImportAsync("prod", FakeCluster.KubeconfigFor(server, cluster.Member.Authority.Pem));
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("details")[0].GetProperty("reason").GetString().ShouldBe("import.policy");
    }

    [Fact]
    public async Task WrongAuthority_IsRefusedAsUnsafe()
    {
        await using var cluster = await FakeCluster.StartAsync();
        using var other = new Kube.Tests.Fakes.TestAuthority("other");
        await using var host = await TestHost.StartAsync();
        var (_, body) = await host.ImportAsync("prod", FakeCluster.KubeconfigFor(cluster.Member.Server.ToString(), other.Pem));
        body.GetProperty("details")[0].GetProperty("reason").GetString().ShouldBe("import.tls");
        cluster.Member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task SomebodyWithoutTheRight_GetsNoAnswerFromTheMember()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        foreach (var path in new[] { "/clusters", "/clusters/validate" })
        {
            var (status, body) = await host.SendAsync(HttpMethod.Post, path, new { name = "prod", kubeConfigString = cluster.Kubeconfig }, asVisitor: true);
            status.ShouldBe(HttpStatusCode.Forbidden);
            body.GetProperty("code").GetInt32().ShouldBe(7);
        }

        cluster.Member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task CredentialThatMayNotImpersonate_LeavesTheClusterToAdministrators()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.Deny("impersonate");
        await using var host = await TestHost.StartAsync();
        var (_, body) = await host.ImportAsync("prod", cluster.Kubeconfig);
        Conditions(body.GetProperty("cluster")).ShouldContain("CanImpersonate=False");
        host.Clusters.ClientAs("prod", TestHost.Visitor).Error.ShouldNotBeNull().Reason.ShouldBe("cluster.cannot.impersonate");
        host.Clusters.ClientAs("prod", TestHost.Administrator).TryGet(out var client, out _).ShouldBeTrue();
        cluster.Member.Requests.Clear();
        await client!.GetAsync(KubePath.Document("/version"), "application/json", TestContext.Current.CancellationToken);
        cluster.Member.Requests.ShouldContain(request => request.Headers["User-Agent"][0].Contains("(for admin)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_ReachesTheMemberUnderTheirOwnNameAndGroups()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        await host.ImportAsync("prod", cluster.Kubeconfig);
        var sneaky = TestHost.Visitor with { Groups = ["readers", "system:masters", "kpanda:platform-admins"] };
        await host.Clusters.ClientAs("prod", sneaky).Value.GetAsync(KubePath.Document("/as-visitor"), "application/json", TestContext.Current.CancellationToken);
        await host.Clusters.ClientAs("prod", TestHost.Administrator).Value.GetAsync(KubePath.Document("/as-admin"), "application/json", TestContext.Current.CancellationToken);
        var visitor = cluster.Member.Requests.Single(request => request.Target == "/as-visitor");
        visitor.Headers["Impersonate-User"].ShouldBe(["visitor"]);
        visitor.Headers["Impersonate-Group"].ShouldBe(["readers"]);
        cluster.Member.Requests.Single(request => request.Target == "/as-admin").Headers["Impersonate-Group"].ShouldBe(["kpanda:platform-admins"]);
    }

    [Fact]
    public async Task Validate_SaysWhatAnImportWouldFindAndChangesNothing()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        var (status, body) = await host.SendAsync(HttpMethod.Post, "/clusters/validate", new { kubeConfigString = cluster.Kubeconfig });
        status.ShouldBe(HttpStatusCode.OK);
        body.GetProperty("validateResult").GetBoolean().ShouldBeTrue(body.ToString());
        body.GetProperty("kubernetesVersion").GetString().ShouldBe("v1.34.1");
        (status, body) = await host.SendAsync(HttpMethod.Post, "/clusters/validate", new { kubeConfigString = "nonsense: [" }, language: "zh-CN");
        status.ShouldBe(HttpStatusCode.OK);
        body.GetProperty("validateResult").GetBoolean().ShouldBeFalse();
        body.GetProperty("errMsg").GetString()!.ShouldContain("不是可读的 YAML");
        host.Clusters.List().ShouldBeEmpty();
        cluster.Binding.ShouldBeNull();
    }

    [Fact]
    public async Task SandboxOfThisProcess_GoesTheSameWayAndCanBeEnsuredAgain()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.Quick with { AllowLoopback = false });
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var result = await host.Registration.EnsureSandboxAsync("sandbox-1", cluster.Kubeconfig, null, TestContext.Current.CancellationToken);
            result.TryGet(out var record, out var error).ShouldBeTrue(error?.Reason);
            record!.IsSandbox.ShouldBeTrue();
            record.Distribution.ShouldBe("sandbox");
        }

        await host.UntilAsync(() => host.Clusters.Health("sandbox-1").Phase == "Running", "the sandbox to run");
        host.Clusters.List().Count.ShouldBe(1);
    }

    private static IEnumerable<string> Conditions(JsonElement cluster) => cluster.GetProperty("status").GetProperty("conditions").EnumerateArray()
        .Select(condition => $"{condition.GetProperty("type").GetString()}={condition.GetProperty("status").GetString()}");
}
