namespace Kpanda.Kube.Kubeconfig;

/// <summary>Why a kubeconfig is not accepted.</summary>
/// <param name="Field">The place in the file: <c>users[admin].user.exec</c>; empty for the file as a whole.</param>
/// <param name="Reason">Machine word, e.g. <c>kubeconfig.exec</c>.</param>
/// <param name="Detail">A value for the words: an unknown name, a parser's message. Never a secret.</param>
public sealed record KubeconfigRefusal(string Field, string Reason, string Detail = "");
