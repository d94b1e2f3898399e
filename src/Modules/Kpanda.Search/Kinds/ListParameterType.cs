namespace Kpanda.Search.Kinds;

/// <summary>What a query parameter of a list is.</summary>
public enum ListParameterType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number of 32 bits.</summary>
    Integer,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,
}
