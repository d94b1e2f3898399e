using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Permissions.Tests;

public sealed class PlatformRoleAuthorizerTests
{
    private static readonly GroupResource Pods = new("", "pods");
    private static readonly Person Admin = new(Guid.CreateVersion7(), "root", [Person.PlatformAdministratorsGroup], IsPlatformAdministrator: true);

    // A name or a group that looks powerful gives no right.
    private static readonly Person Somebody = new(Guid.CreateVersion7(), "admin", [Person.PlatformAdministratorsGroup, "system:masters"], IsPlatformAdministrator: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PlatformAdministrator_MayEverything()
    {
        var authorizer = new PlatformRoleAuthorizer();

        (await authorizer.ScopeAsync(Admin, "list", Pods, Token)).IsAll.ShouldBeTrue();
        (await authorizer.CheckAsync(Admin, new AccessRequest("delete", Pods) { Cluster = "prod", Namespace = "shop", Name = "cart" }, Token)).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task EverybodyElse_MayNothing()
    {
        var authorizer = new PlatformRoleAuthorizer();

        (await authorizer.ScopeAsync(Somebody, "list", Pods, Token)).IsNone.ShouldBeTrue();
        (await authorizer.CheckAsync(Somebody, AccessRequest.Platform("create", "clusters"), Token)).Error!.Code.ShouldBe(ErrorCode.PermissionDenied);
    }

    [Theory]
    [InlineData("", "", "", "You may not create clusters.kpanda.io.")]
    [InlineData("prod", "", "", "You may not create clusters.kpanda.io in cluster prod.")]
    [InlineData("prod", "shop", "", "You may not create clusters.kpanda.io in namespace shop of cluster prod.")]
    [InlineData("prod", "shop", "exec", "You may not create clusters.kpanda.io/exec in namespace shop of cluster prod.")]
    public async Task Refusal_NamesTheMissingRight(string cluster, string ns, string subresource, string message)
    {
        var request = AccessRequest.Platform("create", "clusters") with { Cluster = cluster, Namespace = ns, Subresource = subresource };

        var result = await new PlatformRoleAuthorizer().CheckAsync(Somebody, request, Token);

        new ErrorVocabulary([new PermissionsErrorWords()]).Render(result.Error!, Hosting.Requests.Language.English).ShouldBe(message);
    }
}
