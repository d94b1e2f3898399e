namespace Kpanda.Sandbox.Logs;

/// <summary>How one kind of program writes its log.</summary>
/// <param name="Interval">The usual time between two lines.</param>
/// <param name="First">The lines of its start, in order.</param>
/// <param name="Line">Any later line.</param>
/// <param name="Last">The lines of an end that went wrong.</param>
internal sealed record LogStyle(TimeSpan Interval, Func<LogMoment, string>[] First, Func<LogMoment, string> Line, Func<LogMoment, string>[] Last);
