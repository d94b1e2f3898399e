using Kpanda.Identity.Access;

namespace Kpanda.Permissions.Grants;

/// <summary>The grants that hold now, in memory, as the state database has them on every replica within seconds. Safe for concurrent use.</summary>
internal interface IGrants
{
    /// <summary>Grows with every change of any grant: what was computed under another version is out of date.</summary>
    long Version { get; }

    /// <summary>By which members tell this Kpanda from others; known before anybody is let in.</summary>
    Guid Installation { get; }

    /// <summary>What a person holds, by themselves and through groups. Never blocks.</summary>
    IReadOnlyCollection<Grant> Of(Person person);
}
