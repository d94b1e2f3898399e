namespace Kpanda.Server.WebConsole;

/// <summary>A file of the built console.</summary>
/// <param name="Path">On disk.</param>
/// <param name="ContentType">With the character set where it is text.</param>
/// <param name="ETag">Changes with the content.</param>
/// <param name="IsHashed">Whether the name changes with the content, so that a browser may keep it for ever.</param>
/// <param name="Encodings">Compressed siblings, best first: <c>br</c> → path.</param>
internal sealed record ConsoleFile(string Path, string ContentType, string ETag, bool IsHashed, IReadOnlyList<KeyValuePair<string, string>> Encodings);
