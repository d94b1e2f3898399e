namespace Kpanda.Resources.Objects;

/// <summary>The usual routes below a kind.</summary>
[Flags]
public enum ObjectOperations
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>GET {name}</c>: the published shape.</summary>
    Get = 1,

    /// <summary><c>GET {name}/json</c>, and <c>PUT</c> and <c>PATCH</c> of it: the object as the member has it.</summary>
    Json = 2,

    /// <summary><c>POST</c> of a manifest.</summary>
    Create = 4,

    /// <summary><c>PUT {name}</c> with a manifest.</summary>
    Update = 8,

    /// <summary><c>PATCH {name}</c>.</summary>
    Patch = 16,

    /// <summary><c>DELETE {name}</c>.</summary>
    Delete = 32,

    /// <summary><c>PUT {name}/labels</c> and <c>{name}/annotations</c>: replace the set.</summary>
    Metadata = 64,

    /// <summary>Every one of them.</summary>
    All = Get | Json | Create | Update | Patch | Delete | Metadata,
}
