using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Jobs;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Seed;

/// <summary>CronJobs with their last runs, and a migration that once ran.</summary>
internal sealed class JobSeed(SeedBed bed, PodSettler pods)
{
    public void Plant(IReadOnlyCollection<SeedApp> apps)
    {
        var namespaces = apps.Select(app => app.Namespace).ToHashSet(StringComparer.Ordinal);
        if (namespaces.Contains("payments"))
            Cron("payments", "settlement-report", "0 * * * *", TimeSpan.FromHours(1));
        if (namespaces.Contains("data"))
            Cron("data", "orders-db-backup", "30 2 * * *", TimeSpan.FromDays(1));
        if (namespaces.Contains("factory"))
            Cron("factory", "clip-cleanup", "*/30 * * * *", TimeSpan.FromMinutes(30));
        if (namespaces.Contains("shop"))
            Run(null, "shop", "catalog-migration-42", bed.Ago(TimeSpan.FromHours(20), TimeSpan.FromDays(3)));
    }

    private void Cron(string ns, string name, string schedule, TimeSpan period)
    {
        var created = bed.Ago(TimeSpan.FromDays(20), TimeSpan.FromDays(100));
        var cron = new JsonObject
        {
            ["kind"] = "CronJob",
            ["apiVersion"] = "batch/v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns, ["uid"] = bed.NewUid(), ["generation"] = 1 },
            ["spec"] = new JsonObject
            {
                ["schedule"] = schedule,
                ["concurrencyPolicy"] = "Forbid",
                ["suspend"] = false,
                ["jobTemplate"] = new JsonObject { ["metadata"] = new JsonObject(), ["spec"] = Spec(ns, name) },
                ["successfulJobsHistoryLimit"] = 3,
                ["failedJobsHistoryLimit"] = 1,
            },
        };
        // The last run that is over for sure; the next one comes when its time does.
        var last = CronSchedule.Parse(schedule)!.After(bed.Now - period - TimeSpan.FromMinutes(1), TimeZoneInfo.Utc)!.Value;
        for (var run = last - (period * 2); run <= last && run < bed.Now.AddSeconds(-30); run += period)
        {
            var job = CronJobController.Make(cron, run);
            Run(job, ns, job.Name(), run);
            cron["status"] = new JsonObject { ["lastScheduleTime"] = KubeJson.Timestamp(run), ["lastSuccessfulTime"] = KubeJson.Timestamp(run.AddSeconds(9)) };
        }
        bed.Put(BuiltIn.CronJobs, cron, created);
    }

    private void Run(JsonObject? job, string ns, string name, DateTimeOffset started)
    {
        job ??= new JsonObject
        {
            ["kind"] = "Job",
            ["apiVersion"] = "batch/v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
            ["spec"] = Spec(ns, name),
        };
        var meta = job.Ensure("metadata");
        meta["uid"] = bed.NewUid();
        meta["generation"] = 1;
        var labels = new JsonObject();
        foreach (var (label, value) in JobPods.LabelsOf(job))
            labels[label] = value;
        meta["labels"] = labels.DeepClone();
        job.Ensure("spec")["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = job.Uid() } };
        job.Ensure("spec").Ensure("template").Ensure("metadata")["labels"] = labels;
        var pod = JobPods.Make(job, null, bed.Random);
        pod.Ensure("metadata").Remove("finalizers");
        pods.Settle(pod, started);
        var end = pod.ObjectsAt("status", "containerStatuses").FirstOrDefault().TimeAt("state", "terminated", "finishedAt") ?? started.AddSeconds(9);
        var status = new JsonObject { ["startTime"] = KubeJson.Timestamp(started), ["completionTime"] = KubeJson.Timestamp(end), ["succeeded"] = 1 };
        JobStatus.Set(status, "SuccessCriteriaMet", true, "CompletionsReached", "Reached expected number of succeeded pods", end);
        JobStatus.Set(status, "Complete", true, "CompletionsReached", "Reached expected number of succeeded pods", end);
        status["ready"] = 0;
        status["terminating"] = 0;
        status["uncountedTerminatedPods"] = new JsonObject();
        job["status"] = status;
        bed.Put(BuiltIn.Jobs, job, started);
    }

    private static JsonObject Spec(string ns, string name) => new()
    {
        ["parallelism"] = 1,
        ["completions"] = 1,
        ["backoffLimit"] = 6,
        ["completionMode"] = "NonIndexed",
        ["suspend"] = false,
        ["template"] = new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = "main",
                    ["image"] = $"registry.acme.example/{ns}/{name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-')}:1.3.0",
                    ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = "50m", ["memory"] = "64Mi" } },
                    ["terminationMessagePath"] = "/dev/termination-log",
                    ["terminationMessagePolicy"] = "File",
                    ["imagePullPolicy"] = "IfNotPresent",
                }),
                ["restartPolicy"] = "OnFailure",
                ["terminationGracePeriodSeconds"] = 30,
                ["dnsPolicy"] = "ClusterFirst",
                ["securityContext"] = new JsonObject(),
                ["schedulerName"] = "default-scheduler",
            },
        },
    };
}
