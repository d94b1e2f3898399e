using System.Text.Json;

namespace Kpanda.Resources.Objects;

/// <summary>The body of patches.</summary>
/// <param name="Data">A merge patch as an object, a JSON patch as a list, or either as a text. The published API has all forms.</param>
internal sealed record PatchRequest(JsonElement? Data);
