namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>What a command reads and where it writes; with the terminal, where there is one.</summary>
internal sealed record ShellStreams(Stream Input, Sink Output, Sink Error, Terminal? Terminal);
