using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;

namespace Kpanda.Resources.Objects;

/// <summary>Query parameters that every write takes beside the published ones.</summary>
/// <param name="DryRun"><c>All</c>: the member says what would happen and changes nothing.</param>
/// <param name="FieldValidation"><c>Ignore</c>, <c>Warn</c> or <c>Strict</c>: what the member does with fields that it does not know.</param>
internal sealed record WriteParameters(string? DryRun, string? FieldValidation)
{
    private const string FieldManager = "kpanda";

    /// <summary>Checks the values.</summary>
    public Result<KubeWriteOptions> Options()
    {
        if (!string.IsNullOrEmpty(DryRun) && DryRun != "All") return Error.Invalid("dryRun", "object.dryRun");
        if (!string.IsNullOrEmpty(FieldValidation) && FieldValidation is not ("Ignore" or "Warn" or "Strict"))
            return Error.Invalid("fieldValidation", "object.fieldValidation");
        return new KubeWriteOptions
        {
            DryRun = DryRun == "All",
            FieldValidation = string.IsNullOrEmpty(FieldValidation) ? null : FieldValidation,
            FieldManager = FieldManager,
        };
    }
}
