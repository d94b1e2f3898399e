using System.Text.RegularExpressions;
using Kpanda.Hosting.Requests;
using Kpanda.Resources.Tests;
using Kpanda.Search.Kinds;
using Kpanda.Workloads.Kinds;

namespace Kpanda.Workloads.Tests;

public sealed partial class WordsTests
{
    private static readonly WorkloadWords Words = new();

    private static readonly Dictionary<string, KindDescriptor> Kinds = new()
    {
        ["pod"] = new PodKind(),
        ["deployment"] = new DeploymentKind(),
        ["statefulset"] = new StatefulSetKind(),
        ["daemonset"] = new DaemonSetKind(),
        ["replicaset"] = new ReplicaSetKind(),
        ["job"] = new JobKind(),
        ["cronjob"] = new CronJobKind(),
    };

    /// <summary>Every fixture that is in trouble, with the sentence that overviews, lists and details say of it in English and in Chinese.</summary>
    private const string Troubles = """
        pod/config-error
          Container app cannot be started since 2026-11-21T11:00:00Z: secret "db" not found
          自 2026-11-21T11:00:00Z 起容器 app 无法启动：secret "db" not found
        pod/crash-loop
          Container app keeps ending with exit code 1 (12 restarts, last at 2026-11-21T11:58:00Z).
          容器 app 反复退出，退出码 1（已重启 12 次，最近一次在 2026-11-21T11:58:00Z）。
        pod/deadline
          The pod failed: Pod was active on the node longer than the specified deadline
          Pod 已失败：Pod was active on the node longer than the specified deadline
        pod/evicted
          The node evicted the pod: The node was low on resource: memory.
          Pod 已被节点驱逐：The node was low on resource: memory.
        pod/failed
          Container app ended with exit code 2 at 2026-11-21T11:59:00Z.
          容器 app 于 2026-11-21T11:59:00Z 退出，退出码 2。
        pod/image-pull
          The image of container app cannot be pulled since 2026-11-21T11:30:00Z (registry.local/cart:1.4): Back-off pulling image "registry.local/cart:1.4"
          自 2026-11-21T11:30:00Z 起容器 app 的镜像拉取失败（registry.local/cart:1.4）：Back-off pulling image "registry.local/cart:1.4"
        pod/init-crash
          Container migrate keeps ending with exit code 3 (6 restarts, last at 2026-11-21T11:55:00Z).
          容器 migrate 反复退出，退出码 3（已重启 6 次，最近一次在 2026-11-21T11:55:00Z）。
        pod/init-image-pull
          The image of container migrate cannot be pulled since 2026-11-21T11:00:00Z (registry.local/migrate:9): not found
          自 2026-11-21T11:00:00Z 起容器 migrate 的镜像拉取失败（registry.local/migrate:9）：not found
        pod/node-lost
          Node node-1 has not reported the pod's state since 2026-11-21T11:00:00Z.
          节点 node-1 自 2026-11-21T11:00:00Z 起不再上报该 Pod 的状态。
        pod/not-ready
          Container app runs but is not ready since 2026-11-21T11:30:00Z: containers with unready status: [app]
          容器 app 正在运行，但自 2026-11-21T11:30:00Z 起未就绪：containers with unready status: [app]
        pod/oom-loop
          Container app used more memory than it may and was killed (4 restarts, last at 2026-11-21T11:57:00Z).
          容器 app 超出内存上限被终止（已重启 4 次，最近一次在 2026-11-21T11:57:00Z）。
        pod/oom-now
          Container app used more memory than it may and was killed (3 restarts, last at 2026-11-21T11:59:00Z).
          容器 app 超出内存上限被终止（已重启 3 次，最近一次在 2026-11-21T11:59:00Z）。
        pod/readiness-gate
          The containers run but the pod is not ready since 2026-11-21T11:30:00Z: corresponding condition of pod readiness gate does not exist
          容器均在运行，但 Pod 自 2026-11-21T11:30:00Z 起未就绪：corresponding condition of pod readiness gate does not exist
        pod/signal
          Container app ended with exit code 137 at 2026-11-21T11:59:00Z.
          容器 app 于 2026-11-21T11:59:00Z 退出，退出码 137。
        pod/unschedulable
          No node fits the pod since 2026-11-21T11:00:00Z: 0/3 nodes are available: 3 Insufficient memory.
          自 2026-11-21T11:00:00Z 起没有合适的节点可调度该 Pod：0/3 nodes are available: 3 Insufficient memory.
        deployment/deadline
          The roll-out has made no progress within its deadline, since 2026-11-21T11:00:00Z: ReplicaSet "cart-2" has timed out progressing.
          自 2026-11-21T11:00:00Z 起更新在期限内没有进展：ReplicaSet "cart-2" has timed out progressing.
        deployment/down
          0 of 2 pods are available since 2026-11-21T11:00:00Z.
          自 2026-11-21T11:00:00Z 起 2 个 Pod 中仅 0 个可用。
        deployment/partly-down
          2 of 3 pods are available since 2026-11-21T11:00:00Z.
          自 2026-11-21T11:00:00Z 起 3 个 Pod 中仅 2 个可用。
        deployment/quota
          Pods cannot be created since 2026-11-21T11:00:00Z: pods "cart-x" is forbidden: exceeded quota
          自 2026-11-21T11:00:00Z 起无法创建 Pod：pods "cart-x" is forbidden: exceeded quota
        statefulset/never-started
          0 of 3 pods are available since 2026-11-21T08:00:00Z.
          自 2026-11-21T08:00:00Z 起 3 个 Pod 中仅 0 个可用。
        statefulset/partly-down
          2 of 3 pods are available since 2026-11-21T08:00:00Z.
          自 2026-11-21T08:00:00Z 起 3 个 Pod 中仅 2 个可用。
        daemonset/down
          0 of 3 pods are available since 2026-11-21T08:00:00Z.
          自 2026-11-21T08:00:00Z 起 3 个 Pod 中仅 0 个可用。
        daemonset/partly-down
          2 of 3 pods are available since 2026-11-21T08:00:00Z.
          自 2026-11-21T08:00:00Z 起 3 个 Pod 中仅 2 个可用。
        replicaset/down
          0 of 2 pods are available since 2026-11-21T08:00:00Z.
          自 2026-11-21T08:00:00Z 起 2 个 Pod 中仅 0 个可用。
        replicaset/quota
          Pods cannot be created since 2026-11-21T11:00:00Z: exceeded quota
          自 2026-11-21T11:00:00Z 起无法创建 Pod：exceeded quota
        job/deadline
          The job ran out of time at 2026-11-21T11:30:00Z: Job was active longer than specified deadline
          任务于 2026-11-21T11:30:00Z 超时：Job was active longer than specified deadline
        job/failed
          The job failed at 2026-11-21T11:30:00Z: Job has reached the specified backoff limit
          任务于 2026-11-21T11:30:00Z 失败：Job has reached the specified backoff limit
        job/retrying
          2 pods failed; the job gives up after 4 retries.
          已有 2 个 Pod 失败；重试 4 次后任务将放弃。
        """;

    [Fact]
    public void EveryTrouble_IsSaidInBothLanguages()
    {
        var lines = new List<string>();
        foreach (var (folder, kind) in Kinds)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", folder), "*.yaml").Order(StringComparer.Ordinal))
            {
                var path = $"{folder}/{Path.GetFileNameWithoutExtension(file)}";
                var status = kind.Status(Fixture.Body(path), Fixture.Now);
                if (status.Severity is StatusSeverity.Warning or StatusSeverity.Failing)
                    lines.Add($"{path}\n  {status.Words(Words, Language.English)}\n  {status.Words(Words, Language.Chinese)}");
            }
        }

        string.Join('\n', lines).ShouldBe(Troubles.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void EnglishAndChinese_HaveTheSameReasonsAndPlaceholders()
    {
        Words.English.Keys.Order().ShouldBe(Words.Chinese.Keys.Order());
        foreach (var (reason, words) in Words.English) Placeholders(Words.Chinese[reason]).ShouldBe(Placeholders(words), reason);
    }

    [Fact]
    public void EveryFixturesReason_HasWordsWhosePlaceholdersItFills()
    {
        var seen = new HashSet<string>();
        foreach (var (folder, kind) in Kinds)
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
