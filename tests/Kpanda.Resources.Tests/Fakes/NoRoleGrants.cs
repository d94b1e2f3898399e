using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Permissions.Grants;

namespace Kpanda.Resources.Tests.Fakes;

/// <summary>Every binding is one like any other.</summary>
internal sealed class NoRoleGrants : IRoleGrants
{
    public Task<Result<JsonObject>?> GiveAsync(
        Person person, string cluster, string ns, string subjectKind, string subjectName, string roleKind, string role, CancellationToken cancellationToken) => Task.FromResult<Result<JsonObject>?>(null);

    public Task<Result<bool>?> TakeBackAsync(Person person, string cluster, string ns, string binding, CancellationToken cancellationToken) => Task.FromResult<Result<bool>?>(null);
}
