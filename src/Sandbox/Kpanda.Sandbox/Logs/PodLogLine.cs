namespace Kpanda.Sandbox.Logs;

/// <summary>One line that a container wrote, without its line end.</summary>
public readonly record struct PodLogLine(DateTimeOffset Time, string Text);
