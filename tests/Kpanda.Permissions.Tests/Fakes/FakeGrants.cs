using Kpanda.Identity.Access;
using Kpanda.Permissions.Grants;

namespace Kpanda.Permissions.Tests.Fakes;

/// <summary>Grants that a test gives and takes back.</summary>
internal sealed class FakeGrants : IGrants
{
    private readonly List<Grant> _all = [];

    public long Version { get; private set; }

    public Guid Installation { get; } = Guid.CreateVersion7();

    public Grant Give(Person person, string role, Guid cluster, string ns = "") => Add(new(Guid.CreateVersion7(), SubjectKind.User, person.Id, role, cluster, ns));

    public Grant GiveGroup(Guid group, string role, Guid cluster, string ns = "") => Add(new(Guid.CreateVersion7(), SubjectKind.Group, group, role, cluster, ns));

    public void Take(Grant grant)
    {
        _all.Remove(grant);
        Version++;
    }

    public IReadOnlyCollection<Grant> Of(Person person) =>
        [.. _all.Where(grant => grant.SubjectKind == SubjectKind.User ? grant.SubjectId == person.Id : person.GroupIds.Contains(grant.SubjectId))];

    private Grant Add(Grant grant)
    {
        _all.Add(grant);
        Version++;
        return grant;
    }
}
