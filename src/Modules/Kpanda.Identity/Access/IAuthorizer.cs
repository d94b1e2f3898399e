using Kpanda.Hosting;
using Kpanda.KubeModel;

namespace Kpanda.Identity.Access;

/// <summary>
/// The one authoriser: lists, counts, search, suggestions, live updates, watches, exec, export and audit all ask it. Denies unless something allows.
/// Implemented by the Permissions module. Safe for concurrent use.
/// </summary>
public interface IAuthorizer
{
    /// <summary>Where <paramref name="person"/> may do <paramref name="verb"/> with objects of <paramref name="resource"/>. Never fails: no rights is <see cref="AccessScope.None"/>.</summary>
    ValueTask<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource, CancellationToken cancellationToken);

    /// <summary>Whether <paramref name="person"/> may do exactly this.</summary>
    /// <returns>True, or the <c>PermissionDenied</c> error to answer with, which names the missing right.</returns>
    ValueTask<Result<bool>> CheckAsync(Person person, AccessRequest request, CancellationToken cancellationToken);
}
