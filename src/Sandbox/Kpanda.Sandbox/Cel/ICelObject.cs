namespace Kpanda.Sandbox.Cel;

/// <summary>A value that only its maker knows, such as an authorizer or variables that are computed when they are asked for.</summary>
internal interface ICelObject
{
    /// <summary>The name of its type.</summary>
    string TypeName { get; }

    /// <summary>A field; a <see cref="CelError"/> where there is none.</summary>
    object? Get(string field);

    /// <summary>What a member function gives; a <see cref="CelError"/> where there is none of that name.</summary>
    object? Call(string function, IReadOnlyList<object?> arguments);
}
