using System.Text.Json;

namespace Kpanda.Resources.CustomResources;

/// <summary>The body of patches.</summary>
/// <param name="PatchType"><c>PATCH_TYPE_MERGE</c> (also when left out), <c>PATCH_TYPE_JSON</c> or <c>PATCH_TYPE_APPLY</c>.</param>
/// <param name="Data">The patch, as JSON or as a text.</param>
/// <param name="SubResources">One sub-resource to patch, such as <c>status</c>.</param>
internal sealed record CustomResourcePatch(string? PatchType, JsonElement? Data, IReadOnlyList<string>? SubResources);
