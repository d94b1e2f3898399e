using System.Threading.Channels;
using Kpanda.Kube.Transport;
using Kpanda.Sandbox.Tests;

namespace Kpanda.Kube.Tests.Transport;

/// <summary>What is taken from an answer that is late: a connection that was forgotten is told from a member, or a process of one's own, that stood still for a while.</summary>
public sealed class HeartbeatTests : IDisposable
{
    private static readonly TransportOptions Options = TransportOptions.Default;

    private readonly SteppedTime _time = new();
    private readonly Channel<TaskCompletionSource<bool>> _asked = Channel.CreateUnbounded<TaskCompletionSource<bool>>();
    private readonly Heartbeat _heartbeat;
    private int _cuts;

    public HeartbeatTests() => _heartbeat = new Heartbeat(Options, Ask, _ => Interlocked.Increment(ref _cuts), _time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LateAnswer_CutsNothing_AndNoneDoes(bool comesInTheEnd)
    {
        using var stream = _heartbeat.Follow();
        var first = await _asked.Reader.ReadAsync(Stop);
        await StepAsync();
        var second = await _asked.Reader.ReadAsync(Stop);
        first.Task.IsCompleted.ShouldBeFalse("It stays open while another is asked.");

        if (comesInTheEnd) first.SetResult(true);
        second.SetResult(true);

        await NextQuestionAsync();
        Volatile.Read(ref _cuts).ShouldBe(comesInTheEnd ? 0 : 1);
        (await first.Task).ShouldBe(comesInTheEnd);
    }

    [Fact]
    public async Task AnswerInTime_CutsNothing()
    {
        using var stream = _heartbeat.Follow();
        for (var round = 0; round < 3; round++) (await NextQuestionAsync()).SetResult(true);

        await NextQuestionAsync();
        Volatile.Read(ref _cuts).ShouldBe(0);
    }

    [Fact]
    public async Task MemberThatAnswersNothing_IsAskedAgain_AndNothingIsCut()
    {
        using var stream = _heartbeat.Follow();
        for (var round = 0; round < 5; round++) await NextQuestionAsync();

        Volatile.Read(ref _cuts).ShouldBe(0);
    }

    public void Dispose() => _heartbeat.Dispose();

    private Task<bool> Ask(CancellationToken cancellationToken)
    {
        var question = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.Register(() => question.TrySetResult(false));
        _asked.Writer.TryWrite(question);
        return question.Task;
    }

    // One timer fires: the patience with the question that is open.
    private async Task StepAsync()
    {
        while (!_time.StepTo(_time.GetUtcNow() + Options.StreamPingTimeout)) await Task.Delay(5, Stop);
    }

    private async Task<TaskCompletionSource<bool>> NextQuestionAsync()
    {
        while (true)
        {
            if (_asked.Reader.TryRead(out var question)) return question;
            _time.StepTo(_time.GetUtcNow().AddSeconds(10));
            await Task.Delay(5, Stop);
        }
    }
}
