namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>The shell ends with a code.</summary>
internal sealed class ShellExit(int code) : Exception
{
    public int Code => code & 255;
}

/// <summary><c>break</c>, or <c>continue</c>.</summary>
internal sealed class LoopJump(bool leaves) : Exception
{
    public bool Break => leaves;
}
