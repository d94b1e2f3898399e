namespace Kpanda.Hosting.Errors;

/// <summary>
/// A module's messages: reason → text with <c>{placeholders}</c>, for each language. Registered with dependency injection; all modules'
/// lists together are the vocabulary. A test holds that English and Chinese have the same reasons and placeholders.
/// </summary>
public interface IErrorWords
{
    /// <summary>English messages by reason.</summary>
    IReadOnlyDictionary<string, string> English { get; }

    /// <summary>Chinese (simplified) messages by reason.</summary>
    IReadOnlyDictionary<string, string> Chinese { get; }
}
