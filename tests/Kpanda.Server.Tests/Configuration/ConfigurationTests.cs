using Kpanda.Server.Configuration;
using Microsoft.Extensions.Configuration;

namespace Kpanda.Server.Tests.Configuration;

public sealed class ConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-config-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void FlagsComeBeforeEnvironmentBeforeFileBeforeDefaults()
    {
        var file = Write("kpanda.yaml", "sandbox-clusters: 1\nsession:\n  idle: 5m\n  lifetime: 6h\nlog.level: debug\n");
        var environment = new Dictionary<string, string> { ["KPANDA_SESSION_IDLE"] = "10m", ["KPANDA_SANDBOX_CLUSTERS"] = "2", ["KPANDA_CONFIG"] = file };

        var values = Gather(new() { ["sandbox-clusters"] = "7" }, environment, out var problems);

        problems.ShouldBeEmpty();
        values.All.Where(value => value.Origin != "default" && value.Setting != Settings.Config).Select(value => (value.Setting.Key, value.Value, value.Origin)).ShouldBe(
        [
            ("sandbox-clusters", "7", "flag"),
            ("session.idle", "10m", "environment KPANDA_SESSION_IDLE"),
            ("session.lifetime", "6h", $"file {file}"),
            ("log.level", "debug", $"file {file}"),
        ]);
    }

    // The framework would watch the working directory, with every folder below it, for a file that Kpanda does not have.
    [Fact]
    public async Task WorkingDirectory_IsNotWatched()
    {
        await using var site = await ServerSite.StartAsync();

        ((IConfigurationRoot)site.App.Configuration).Providers.OfType<FileConfigurationProvider>().ShouldAllBe(provider => !provider.Source.ReloadOnChange);
    }

    [Fact]
    public void JsonFile_IsReadToo()
    {
        var file = Write("kpanda.json", """{"urls": ["http://127.0.0.1:1", "https://127.0.0.1:2"], "sandbox": false}""");

        var options = Read(new() { ["config"] = file }, out var problems);

        problems.ShouldBeEmpty();
        options!.Urls.Select(url => url.ToString()).ShouldBe(["http://127.0.0.1:1/", "https://127.0.0.1:2/"]);
        options.SandboxClusters.ShouldBe(0);
    }

    [Fact]
    public void AllProblems_AreNamedAtOnceWithTheirKeys()
    {
        var file = Write("kpanda.yaml", "sandbox-clusters: many\nno-such-thing: 1\n");

        var options = Read(
            new()
            {
                ["config"] = file,
                ["urls"] = "http://0.0.0.0:80;https://example.com:1;nonsense;http://127.0.0.1/path",
                ["database"] = "postgres://user:secret@host",
                ["public-url"] = "http://kpanda.example",
                ["tls-cert"] = "/no/such/file",
                ["session.idle"] = "soon",
                ["log.level"] = "loud",
                ["trusted-proxies"] = "10.0.0.0/8,proxy",
            },
            out var problems);

        options.ShouldBeNull();
        problems.Select(problem => problem.Split(':')[0]).Order(StringComparer.Ordinal).ShouldBe(
        [
            "database", "log.level", "no-such-thing", "public-url", "sandbox-clusters", "session.idle", "tls-cert", "tls-key", "trusted-proxies", "urls", "urls", "urls", "urls",
        ]);
        string.Join('\n', problems).ShouldNotContain("secret");
    }

    [Fact]
    public void WhatIsLeftOutOfTheIndex_IsNamed_AndRightsNeverAre()
    {
        var options = Read(new() { ["index.leave-out-kinds"] = "events, widgets.example.com", ["index.leave-out-namespaces"] = "scratch,ci", ["index.check-every"] = "6h", ["index.events-for"] = "3h", ["index.events-most"] = "500" }, out var problems);

        problems.ShouldBeEmpty();
        options!.LeftOutKinds.ShouldBe([new("", "events"), new("example.com", "widgets")], ignoreOrder: true);
        options.LeftOutNamespaces.ShouldBe(["ci", "scratch"], ignoreOrder: true);
        options.CheckEvery.ShouldBe(TimeSpan.FromHours(6));
        (options.EventsFor, options.MostEvents).ShouldBe((TimeSpan.FromHours(3), 500));

        Read(new() { ["index.leave-out-kinds"] = "roles.rbac.authorization.k8s.io,Pods", ["index.leave-out-namespaces"] = "a/b" }, out problems);
        problems.Select(problem => problem.Split(':')[0]).ShouldBe(["index.leave-out-kinds", "index.leave-out-kinds", "index.leave-out-namespaces"]);
    }

    [Theory]
    [InlineData("missing.yaml", null)]
    [InlineData("list.yaml", "- a\n- b\n")]
    [InlineData("broken.yaml", "a: [\n")]
    public void UnreadableFile_IsAProblem(string name, string? content)
    {
        var file = content is null ? Path.Combine(_folder, name) : Write(name, content);

        Gather(new() { ["config"] = file }, [], out var problems);

        problems.ShouldHaveSingleItem().ShouldStartWith($"config: {file}:");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("administrator-password-that-is-longer-than-anybody-would-ever-want-to-type-and-longer-than-the-one-hundred-and-twenty-eight-characters")]
    public void WeakAdminPassword_IsAProblemAndNotRepeated(string password)
    {
        var problems = new List<string>();
        var values = ConfiguredValues.Gather(new Dictionary<string, string>(), new Dictionary<string, string> { ["KPANDA_ADMIN_PASSWORD"] = password }, problems);

        ServerOptionsReader.Read(values, problems).ShouldBeNull();

        problems.ShouldHaveSingleItem().ShouldStartWith("admin-password:");
        problems[0].ShouldNotContain(password);
    }

    [Fact]
    public void Secrets_AreMasked()
    {
        var values = Gather(new() { ["database"] = "postgres://u:secret@h/d" }, new() { ["KPANDA_ADMIN_PASSWORD"] = "a secret too" }, out _);

        values.All.Select(value => value.Printable).ShouldAllBe(text => !text.Contains("secret"));
        Settings.All.Where(setting => setting.IsSecret).Select(setting => setting.Key).ShouldBe(["database", "admin-password"]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1;https://[::1]:2;https://localhost:3", true)]
    [InlineData("https://0.0.0.0:8443", false)]
    [InlineData("http://127.0.0.1:1;https://10.1.2.3:8443", false)]
    public void LoopbackOnly_IsKnown(string urls, bool expected)
    {
        var options = Read(new() { ["urls"] = urls }, out var problems);

        problems.ShouldBeEmpty();
        options!.IsLoopbackOnly.ShouldBe(expected);
    }

    private static ConfiguredValues Gather(Dictionary<string, string> flags, Dictionary<string, string> environment, out List<string> problems) =>
        ConfiguredValues.Gather(flags, environment, problems = []);

    private static ServerOptions? Read(Dictionary<string, string> flags, out List<string> problems) => ServerOptionsReader.Read(Gather(flags, [], out problems), problems);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
