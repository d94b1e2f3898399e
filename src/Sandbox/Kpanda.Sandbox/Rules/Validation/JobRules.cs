using System.Globalization;
using Kpanda.Sandbox.Controllers.Jobs;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What Jobs and CronJobs must say.</summary>
internal static class JobRules
{
    private const int MostIndexed = 100_000;

    public static void Job(FieldPlace spec)
    {
        Spec(spec);
        var selector = spec.Selector("selector");
        var metadata = spec.In("template").In("metadata");
        if (selector?.Matches(metadata.Entries("labels").ToDictionary(l => l.Key, l => l.Value?.ToString() ?? "", StringComparer.Ordinal)) == false)
            spec.Errors.Invalid(metadata.At("labels"), metadata.Object?["labels"]?.DeepClone(), "`selector` does not match template `labels`");
    }

    public static void CronJob(FieldPlace spec)
    {
        if (spec.Required("schedule"))
        {
            var schedule = spec.Text("schedule");
            if (CronProblem.Find(schedule) is { } problem) spec.Errors.Invalid(spec.At("schedule"), schedule, problem);
            if (schedule.Contains("TZ", StringComparison.Ordinal)) spec.Errors.Invalid(spec.At("schedule"), schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }

        spec.NotNegative("startingDeadlineSeconds");
        TimeZone(spec);
        spec.RequiredOneOf("concurrencyPolicy", "Allow", "Forbid", "Replace");
        var job = spec.In("jobTemplate").In("spec");
        Spec(job);
        if (job.Has("selector")) spec.Errors.Invalid(job.At("selector"), job.Object!["selector"]!.DeepClone(), "`selector` will be auto-generated");
        if (job.Object?["manualSelector"]?.ToString() == "true") spec.Errors.NotSupportedRaw(job.At("manualSelector"), "true", "nil", "false");
        spec.NotNegative("successfulJobsHistoryLimit", "failedJobsHistoryLimit");
    }

    private static void Spec(FieldPlace spec)
    {
        spec.NotNegative("parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes");
        if (spec.Has("maxFailedIndexes") && !spec.Has("backoffLimitPerIndex")) spec.Errors.Required(spec.At("backoffLimitPerIndex"), "when maxFailedIndexes is specified");
        spec.OneOf("completionMode", "NonIndexed", "Indexed");
        if (spec.Text("completionMode") == "Indexed")
        {
            if (!spec.Has("completions")) spec.Errors.Required(spec.At("completions"), "when completion mode is Indexed");
            if (spec.Number("parallelism") > MostIndexed)
                spec.Errors.Invalid(spec.At("parallelism"), spec.Number("parallelism"), string.Create(CultureInfo.InvariantCulture, $"must be less than or equal to {MostIndexed} when completion mode is Indexed"));
            if (spec.Has("completions") && spec.Number("maxFailedIndexes") > spec.Number("completions"))
                spec.Errors.Invalid(spec.At("maxFailedIndexes"), spec.Number("maxFailedIndexes"), "must be less than or equal to completions");
        }
        else
        {
            foreach (var field in (ReadOnlySpan<string>)["backoffLimitPerIndex", "maxFailedIndexes"])
            {
                if (spec.Has(field)) spec.Errors.Invalid(spec.At(field), spec.Number(field), "requires indexed completion mode");
            }
        }

        if (spec.Has("podFailurePolicy")) spec.OneOf("podReplacementPolicy", "Failed");
        else spec.OneOf("podReplacementPolicy", "Failed", "TerminatingOrFailed");
        PodRules.Template(spec.In("template"), []);
        var pod = spec.In("template").In("spec");
        switch (pod.Text("restartPolicy"))
        {
            case "" or "Always":
                spec.Errors.Required(pod.At("restartPolicy"), "valid values: \"OnFailure\", \"Never\"");
                break;
            case "OnFailure" when spec.Has("podFailurePolicy"):
                spec.Errors.Invalid(pod.At("restartPolicy"), "OnFailure", "only \"Never\" is supported when podFailurePolicy is specified");
                break;
            case not ("OnFailure" or "Never") and var policy:
                spec.Errors.NotSupported(pod.At("restartPolicy"), policy, "OnFailure", "Never");
                break;
        }
    }

    private static void TimeZone(FieldPlace spec)
    {
        if (!spec.Has("timeZone")) return;
        var zone = spec.Text("timeZone");
        if (zone.Length == 0) spec.Errors.Invalid(spec.At("timeZone"), zone, "timeZone must be nil or non-empty string");
        else if (zone.Equals("Local", StringComparison.OrdinalIgnoreCase))
            spec.Errors.Invalid(spec.At("timeZone"), zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) spec.Errors.Invalid(spec.At("timeZone"), zone, $"unknown time zone {zone}");
    }
}
