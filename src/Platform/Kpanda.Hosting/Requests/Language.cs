namespace Kpanda.Hosting.Requests;

/// <summary>The languages that the server speaks.</summary>
public enum Language
{
    /// <summary>The default.</summary>
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}
