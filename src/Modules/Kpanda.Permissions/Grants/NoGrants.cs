using Kpanda.Identity.Access;

namespace Kpanda.Permissions.Grants;

/// <summary>Nobody was given anything here.</summary>
internal sealed class NoGrants : IGrants
{
    /// <inheritdoc />
    public long Version => 0;

    /// <inheritdoc />
    public IReadOnlyCollection<Grant> Of(Person person) => [];
}
