namespace Kpanda.Sandbox.Kinds;

/// <summary>What a place in an object holds.</summary>
internal enum SchemaShape
{
    /// <summary>An object with declared fields.</summary>
    Object,

    /// <summary>An object whose keys the user chooses.</summary>
    Map,

    /// <summary>A list.</summary>
    List,

    /// <summary>A string, number or boolean.</summary>
    Scalar,

    /// <summary>Anything; nothing is known of what is inside.</summary>
    Any,
}
