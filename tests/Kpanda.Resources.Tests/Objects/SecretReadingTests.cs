using Kpanda.Identity.Audit;
using Kpanda.Resources.Tests.Fakes;

namespace Kpanda.Resources.Tests.Objects;

/// <summary>Who has read or changed the values of a Secret is known afterwards, or it is not done; the values are not known.</summary>
public sealed class SecretReadingTests(SecretReadingTests.Shared shared) : IClassFixture<SecretReadingTests.Shared>
{
    /// <summary>One site for all of them.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal ResourcesSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Site = await ResourcesSite.StartAsync();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private const string Secret = """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"login","namespace":"shop"},"data":{"password":"aHVudGVyMg=="}}""";
    private const string Path = "/clusters/prod/namespaces/shop/secrets/login";

    private readonly ResourcesSite _site = shared.Site.Fresh();

    [Theory]
    [InlineData(Path)]
    [InlineData($"{Path}/json")]
    [InlineData("/clusters/prod/gvr/core/v1/namespaces/shop/secrets/login/json")]
    public async Task Reading_IsRecordedWithoutTheValues(string path)
    {
        // The member is asked after the record was made.
        var begun = 0;
        _site.Member.Answer = _ =>
        {
            begun = _site.Audit.Begun.Count;
            return (200, Secret);
        };

        (await _site.GetAsync(path)).Status.ShouldBe(200);

        begun.ShouldBe(1);
        var record = _site.Audit.Ended.ShouldHaveSingleItem();
        (record.Person, record.Verb, record.Cluster, record.Resource, record.Namespace, record.Name, record.Status).ShouldBe(("wang", "get", "prod", "secrets", "shop", "login", 200));
        record.Id.ShouldBe(_site.Audit.Begun.Single().Id);
        record.ToString().ShouldNotContain("aHVudGVyMg");
    }

    [Fact]
    public async Task Writing_IsRecordedBefore()
    {
        _site.Member.Answer = _ => (200, Secret);

        (await _site.SendAsync(HttpMethod.Patch, $"{Path}/json", new { data = """{"data":{"password":"aHVudGVyMw=="}}""" })).Status.ShouldBe(200);

        var record = _site.Audit.Begun.ShouldHaveSingleItem();
        (record.Verb, record.Resource, record.Name).ShouldBe(("patch", "secrets", "login"));
        _site.Audit.Ended.ShouldHaveSingleItem().ToString().ShouldNotContain("aHVudGVy");
    }

    [Fact]
    public async Task RefusalOfTheMember_IsRecordedAsOne()
    {
        _site.Member.Answer = _ => (403, """{"kind":"Status","status":"Failure","reason":"Forbidden","code":403,"message":"no"}""");

        (await _site.GetAsync(Path)).Status.ShouldBe(403);

        _site.Audit.Ended.ShouldHaveSingleItem().Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task WithoutARecord_NothingIsDone(string method)
    {
        _site.Audit.Fails = true;
        _site.Member.Answer = _ => (200, Secret);

        var (status, body) = await _site.SendAsync(new HttpMethod(method), Path);

        status.ShouldBe(503);
        body.GetProperty("details")[0].GetProperty("reason").GetString().ShouldBe("audit.unavailable");
        body.ToString().ShouldNotContain("aHVudGVyMg");
        _site.Member.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteWhoseCallerLeaves_SaysSo()
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var gone = new ManualResetEventSlim();
        _site.Member.Answer = _ =>
        {
            leave.Cancel();
            gone.Wait(TimeSpan.FromMinutes(2));
            return (200, Secret);
        };

        await Should.ThrowAsync<OperationCanceledException>(async () => await _site.Client.DeleteAsync($"{ResourcesSite.Api}{Path}", leave.Token));
        await Deadline.ForAsync("the record", TimeSpan.FromMinutes(2), _ => Task.FromResult(_site.Audit.Ended.SingleOrDefault()));
        gone.Set();

        _site.Audit.Ended.ShouldHaveSingleItem().Status.ShouldBe(499);
    }

    [Fact]
    public async Task ManyObjectsOfOneRequest_AreRecordedOneByOne()
    {
        _site.Member.Answer = request => (201, request.Target.Contains("secrets", StringComparison.Ordinal) ? Secret : """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"colors","namespace":"shop"}}""");
        const string yaml = """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"colors"}}
            ---
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"login"}}
            """;

        (await _site.SendAsync(HttpMethod.Post, "/clusters/prod/namespaces/shop/resources", new { data = new[] { yaml } })).Status.ShouldBe(200);

        _site.Audit.Begun.ShouldHaveSingleItem().Name.ShouldBe("login");
        AuditRecord[] done = [.. _site.Audit.Recorded, .. _site.Audit.Ended];
        done.Select(record => (record.Verb, record.Resource, record.Name, record.Status)).ShouldBe([("create", "configmaps", "colors", 200), ("create", "secrets", "login", 200)]);
        done.Select(record => record.RequestId).Distinct().ShouldHaveSingleItem().ShouldNotBeEmpty();
    }
}
