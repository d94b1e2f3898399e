using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What ResourceQuotas and LimitRanges must say.</summary>
internal static class QuotaRules
{
    public static void ResourceQuota(FieldPlace spec)
    {
        foreach (var (name, value, path) in spec.Entries("hard"))
        {
            ResourceNames.Quota(name, path, spec.Errors);
            ResourceNames.Amount(name, value, path, spec.Errors);
        }
    }

    public static void LimitRange(FieldPlace spec)
    {
        HashSet<string> types = new(StringComparer.Ordinal);
        foreach (var limit in spec.Each("limits"))
        {
            var type = limit.Text("type");
            if (NameRules.QualifiedName(type) is { Count: > 0 } problems) spec.Errors.Invalid(limit.At("type"), type, problems);
            else if (!type.Contains('/', StringComparison.Ordinal) && type is not ("Pod" or "Container" or "PersistentVolumeClaim"))
                spec.Errors.Invalid(limit.At("type"), type, "must be a standard limit type or fully qualified");
            if (!types.Add(type)) spec.Errors.Duplicate(limit.At("type"), type);
            Limits(limit, type);
        }
    }

    private static void Limits(FieldPlace limit, string type)
    {
        var container = type is "Pod" or "Container";
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (var field in (ReadOnlySpan<string>)["max", "min"]) Names(limit, field, container, names);
        foreach (var field in (ReadOnlySpan<string>)["default", "defaultRequest"])
        {
            if (type != "Pod") Names(limit, field, container, names);
            else if (limit.Count(field) > 0) limit.Errors.Forbidden(limit.At(field), "may not be specified when `type` is 'Pod'");
        }

        if (type == "PersistentVolumeClaim" && limit.In("min").Object?["storage"] is null && limit.In("max").Object?["storage"] is null)
            limit.Errors.Required(limit.At("limits"), "either minimum or maximum storage value is required, but neither was provided");
        Names(limit, "maxLimitRequestRatio", container, names);
        foreach (var name in names) Amounts(limit, name);
    }

    private static void Names(FieldPlace limit, string field, bool container, SortedSet<string> names)
    {
        foreach (var (name, _, path) in limit.Entries(field))
        {
            ResourceNames.Name(name, path, container, limit.Errors);
            names.Add(name);
        }
    }

    private static void Amounts(FieldPlace limit, string name)
    {
        var (min, max, given, request, ratio) = (Amount("min"), Amount("max"), Amount("default"), Amount("defaultRequest"), Amount("maxLimitRequestRatio"));
        if (min > max) Wrong("min", min, $"min value {min} is greater than max value {max}");
        if (min > request) Wrong("defaultRequest", request, $"min value {min} is greater than default request value {request}");
        if (request > max) Wrong("defaultRequest", request, $"default request value {request} is greater than max value {max}");
        if (request > given) Wrong("defaultRequest", request, $"default request value {request} is greater than default limit value {given}");
        if (min > given) Wrong("default", min, $"min value {min} is greater than default value {given}");
        if (given > max) Wrong("default", max, $"default value {given} is greater than max value {max}");
        if (ratio < Quantity.Of(1)) Wrong("maxLimitRequestRatio", ratio, $"ratio {ratio} is less than 1");
        if (!ResourceNames.Overcommits(name) && given is not null && request is not null && given != request)
            Wrong("defaultRequest", request, $"default value {given} must equal to defaultRequest value {request} in {name}");

        Quantity? Amount(string field) => Quantity.TryParse(limit.In(field).Object?[name]?.ToString(), out var amount) ? amount : null;

        void Wrong(string field, Quantity? shown, string detail) => limit.Errors.Invalid($"{limit.At(field)}[{name}]", shown.ToString(), detail);
    }
}
