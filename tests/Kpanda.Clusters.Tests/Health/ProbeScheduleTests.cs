using Kpanda.Clusters.Health;

namespace Kpanda.Clusters.Tests.Health;

/// <summary>Runs the schedule over simulated time: nothing waits, and every run with a seed is the same.</summary>
public sealed class ProbeScheduleTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly ClustersOptions Options = new();

    [Fact]
    public void ThousandClustersAtOnce_AreNoBurst()
    {
        // An even spread is 1000 / 15 s ≈ 67 a second.
        var run = Simulate(1000, TimeSpan.FromMinutes(5), (_, _) => true);
        var most = run.PerSecond.Max();
        output.WriteLine($"most in a second: {most}, mean {run.PerSecond.Average():0.0}");
        most.ShouldBeLessThanOrEqualTo(104);
        run.PerSecond.Skip(30).Average().ShouldBeInRange(60, 75);
        run.LongestWait.ShouldBeLessThan(Options.ProbeEvery * 1.2 + TimeSpan.FromSeconds(1));
        run.FirstRound.ShouldBeLessThan(Options.ProbeEvery);
    }

    [Fact]
    public void NetworkThatBreaksForAll_IsNoBurstEither()
    {
        var run = Simulate(1000, TimeSpan.FromMinutes(5), (_, now) => now < Start.AddMinutes(1) || now > Start.AddMinutes(3));
        run.PerSecond.Max().ShouldBeLessThanOrEqualTo(104);
        // Nobody is forgotten while all are asked more often than there is room for.
        run.LongestWait.ShouldBeLessThan(Options.ProbeEvery * 2);
    }

    [Fact]
    public void MemberThatIsAway_IsAskedMoreOftenAndWithinFiveSeconds()
    {
        var run = Simulate(3, TimeSpan.FromMinutes(2), (cluster, _) => cluster != 0);
        run.Asked[0].Count.ShouldBeGreaterThan(run.Asked[1].Count * 3);
        run.Asked[0].Zip(run.Asked[0].Skip(1), (one, next) => next - one).Max().ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(5.05));
    }

    [Fact]
    public void ReplacedCredential_IsTriedAtOnce()
    {
        var schedule = new ProbeSchedule(Options, new Random(7));
        var id = Guid.CreateVersion7();
        schedule.Take([(id, "old")], 32, Start).ShouldBe([id]);
        schedule.Done(id, answered: true, Start);
        schedule.Take([(id, "old")], 32, Start.AddSeconds(1)).ShouldBeEmpty();
        schedule.Take([(id, "new")], 32, Start.AddSeconds(2)).ShouldBe([id]);
        schedule.TakeComponents(id, Start.AddSeconds(2)).ShouldBeTrue();
        schedule.TakeComponents(id, Start.AddSeconds(3)).ShouldBeFalse();
    }

    [Fact]
    public void ClusterThatIsUnderWay_IsNotTakenTwiceAndOneThatIsGoneIsForgotten()
    {
        var schedule = new ProbeSchedule(Options, new Random(7));
        var id = Guid.CreateVersion7();
        schedule.Take([(id, "way")], 32, Start).ShouldBe([id]);
        schedule.Take([(id, "way")], 32, Start.AddHours(1)).ShouldBeEmpty();
        schedule.Take([], 32, Start.AddHours(1)).ShouldBeEmpty();
        schedule.Done(id, answered: false, Start.AddHours(1));
        schedule.Failures(id).ShouldBe(0);
    }

    private Run Simulate(int count, TimeSpan length, Func<int, DateTimeOffset, bool> answers)
    {
        const int seed = 20_261_121;
        output.WriteLine($"seed {seed}");
        var schedule = new ProbeSchedule(Options, new Random(seed));
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToList();
        var numbers = ids.Select((id, number) => (id, number)).ToDictionary(pair => pair.id, pair => pair.number);
        List<(Guid, object)> clusters = [.. ids.Select(id => (id, (object)"way"))];
        var run = new Run([.. ids.Select(_ => new List<DateTimeOffset>())], new int[(int)length.TotalSeconds]);
        for (var now = Start; now < Start + length; now += ProbeSchedule.Tick)
        {
            foreach (var id in schedule.Take(clusters, Options.ProbesAtOnce, now))
            {
                run.Asked[numbers[id]].Add(now);
                run.PerSecond[(int)(now - Start).TotalSeconds]++;
                schedule.Done(id, answers(numbers[id], now), now);
            }
        }

        return run;
    }

    private sealed record Run(IReadOnlyList<List<DateTimeOffset>> Asked, int[] PerSecond)
    {
        public TimeSpan LongestWait => Asked.SelectMany(times => times.Zip(times.Skip(1), (one, next) => next - one)).Max();

        public TimeSpan FirstRound => Asked.Max(times => times[0]) - Start;
    }
}
