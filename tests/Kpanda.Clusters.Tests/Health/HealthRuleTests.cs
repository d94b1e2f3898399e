using Kpanda.Clusters.Health;
using Kpanda.Kube;

namespace Kpanda.Clusters.Tests.Health;

public sealed class HealthRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly KubeFailure Away = new(FailurePhase.Connect, FailureSide.Network, "connection refused");
    private static readonly KubeFailure Denied = new(FailurePhase.Authentication, FailureSide.Client, "Unauthorized", HttpStatus: 401);
    private static readonly ClusterHealth Running = HealthRule.Answered(ClusterHealth.Unknown, "v1.30.0", Now);

    [Fact]
    public void LostProbes_ChangeNothingBelowTheThreshold()
    {
        HealthRule.Missed(Running, "c", Away, 1, 3, Now.AddSeconds(5)).ShouldBe(Running);
        HealthRule.Missed(Running, "c", Away, 2, 3, Now.AddSeconds(10)).ShouldBe(Running);
        var lost = HealthRule.Missed(Running, "c", Away, 3, 3, Now.AddSeconds(15));
        (lost.Phase, lost.Reason, lost.KubernetesVersion).ShouldBe(("Unknown", "member.connect", "v1.30.0"));
        lost.LastContact.ShouldBe(Now);
        lost.Since.ShouldBe(Now.AddSeconds(15));
    }

    [Fact]
    public void MemberThatAnswersWithNo_IsFailedAndWasInContact()
    {
        var failed = HealthRule.Missed(Running, "c", Denied, 3, 3, Now.AddSeconds(15));
        (failed.Phase, failed.Reason, failed.LastContact).ShouldBe(("Failed", "member.authentication", Now.AddSeconds(15)));
    }

    [Fact]
    public void FirstProbe_SaysAtOnceWhatIsWrong() =>
        HealthRule.Missed(ClusterHealth.Unknown, "c", Away, 1, 3, Now).Reason.ShouldBe("member.connect");

    [Fact]
    public void OneAnswer_EndsEveryFailure()
    {
        var lost = HealthRule.Missed(Running, "c", Away, 9, 3, Now.AddSeconds(15));
        var back = HealthRule.Answered(lost, "v1.31.0", Now.AddSeconds(20));
        (back.Phase, back.Reason, back.KubernetesVersion, back.Since).ShouldBe(("Running", "", "v1.31.0", Now.AddSeconds(20)));
    }

    [Fact]
    public void PhaseThatStays_KeepsItsTime() =>
        HealthRule.Answered(Running, "v1.30.0", Now.AddSeconds(20)).Since.ShouldBe(Now);
}
