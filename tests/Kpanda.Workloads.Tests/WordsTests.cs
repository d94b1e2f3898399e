using System.Text.RegularExpressions;
using Kpanda.Resources.Tests;

namespace Kpanda.Workloads.Tests;

public sealed partial class WordsTests
{
    private static readonly WorkloadWords Words = new();

    [Fact]
    public void EnglishAndChinese_HaveTheSameReasonsAndPlaceholders()
    {
        Words.English.Keys.Order().ShouldBe(Words.Chinese.Keys.Order());
        foreach (var (reason, words) in Words.English) Placeholders(Words.Chinese[reason]).ShouldBe(Placeholders(words), reason);
    }

    [Fact]
    public void EveryFixturesReason_HasWordsWhosePlaceholdersItFills()
    {
        var kinds = new Dictionary<string, Kpanda.Search.Kinds.KindDescriptor>
        {
            ["pod"] = new Workloads.Kinds.PodKind(),
            ["deployment"] = new Workloads.Kinds.DeploymentKind(),
            ["statefulset"] = new Workloads.Kinds.StatefulSetKind(),
            ["daemonset"] = new Workloads.Kinds.DaemonSetKind(),
            ["replicaset"] = new Workloads.Kinds.ReplicaSetKind(),
            ["job"] = new Workloads.Kinds.JobKind(),
            ["cronjob"] = new Workloads.Kinds.CronJobKind(),
        };
        var seen = new HashSet<string>();
        foreach (var (folder, kind) in kinds)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", folder)))
            {
                var status = kind.Status(Fixture.Body($"{folder}/{Path.GetFileNameWithoutExtension(file)}"), Fixture.Now);
                if (status.Reason.Length == 0) continue;
                seen.Add(status.Reason);
                Words.English.Keys.ShouldContain(status.Reason);
                Placeholders(Words.English[status.Reason]).ShouldBeSubsetOf(status.Parameters.Keys, $"{folder}: {status.Reason}");
            }
        }

        // A reason that no fixture gives is a rule that nobody tried.
        Words.English.Keys.Where(IsStatus).Except(seen).ShouldBeEmpty();
    }

    private static bool IsStatus(string reason) => reason.Split('.')[0] is "pod" or "workload" or "deployment" or "daemonSet" or "job" or "cronJob";

    private static IEnumerable<string> Placeholders(string words) => Placeholder.Matches(words).Select(match => match.Value.Trim('{', '}')).Order();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder { get; }
}
