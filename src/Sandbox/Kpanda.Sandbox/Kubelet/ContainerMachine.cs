using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>
/// Moves one container on, from its stored status alone: every wait is counted from a time that the status shows, so that a restart of the
/// sandbox loses nothing.
/// </summary>
internal sealed class ContainerMachine(JsonObject pod, JsonObject container, JsonObject status, string fieldPath, PodStep step, DateTimeOffset now)
{
    private static readonly TimeSpan PullRetry = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StartTime = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PullPause = TimeSpan.FromSeconds(4);

    private readonly ContainerBehaviour _behaviour = ContainerBehaviour.Of(pod, container);

    private string Name => container.TextAt("name") ?? "";

    private string Image => container.TextAt("image") ?? "";

    // What initialises is not run again once it has succeeded, whatever the pod's policy; a sidecar has a policy of its own.
    // What was added to a pod to look into it is never run again.
    private string RestartPolicy => fieldPath.StartsWith("spec.ephemeralContainers", StringComparison.Ordinal) ? "Never" : (container.TextAt("restartPolicy") ?? pod.TextAt("spec", "restartPolicy") ?? "Always") switch
    {
        "Always" when container.TextAt("restartPolicy") is null && fieldPath.StartsWith("spec.initContainers", StringComparison.Ordinal) => "OnFailure",
        var policy => policy,
    };

    private int Restarts => status.IntAt("restartCount") ?? 0;

    /// <summary>Looks at the container once. <paramref name="since"/> is when its turn came: pulling begins then.</summary>
    public void Advance(DateTimeOffset since, bool cached)
    {
        if (status.ObjectAt("state", "running") is not null)
            AdvanceRunning();
        else if (status.TextAt("state", "waiting", "reason") is { } reason)
            AdvanceWaiting(reason, since, cached);
    }

    private void AdvanceWaiting(string reason, DateTimeOffset since, bool cached)
    {
        switch (reason)
        {
            case "CrashLoopBackOff":
                var due = (status.TimeAt("lastState", "terminated", "finishedAt") ?? now) + RestartBackOff.After(Restarts);
                if (now < due)
                    step.WakeAt(due, now);
                else
                    Restart();
                break;
            case "ErrImagePull" or "ImagePullBackOff" or "CreateContainerConfigError" when _behaviour is { PullFault: null, CreateFault: null }:
                Start();
                break;
            case "ErrImagePull":
                BackOffPull(since);
                break;
            case "ImagePullBackOff":
                Nag("Normal", "BackOff", $"Back-off pulling image \"{Image}\"");
                break;
            case "CreateContainerConfigError":
                step.WakeAt(now + TimeSpan.FromSeconds(10), now);
                break;
            default:
                Pull(since, cached);
                break;
        }
    }

    private void Pull(DateTimeOffset since, bool cached)
    {
        var due = since + (cached ? StartTime : _behaviour.PullTime);
        if (now < due)
        {
            step.WakeAt(due, now);
            return;
        }
        if (_behaviour.PullFault is { } fault)
        {
            Tell("Normal", "Pulling", $"Pulling image \"{Image}\"");
            Tell("Warning", "Failed", $"Failed to pull image \"{Image}\": {fault}");
            Tell("Warning", "Failed", "Error: ErrImagePull");
            Wait("ErrImagePull", fault);
            step.WakeAt(now + PullPause, now);
            return;
        }
        if (cached && container.TextAt("imagePullPolicy") != "Always")
        {
            Tell("Normal", "Pulled", $"Container image \"{Image}\" already present on machine");
        }
        else
        {
            var took = _behaviour.PullTime.TotalSeconds.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
            Tell("Normal", "Pulling", $"Pulling image \"{Image}\"");
            Tell("Normal", "Pulled", $"Successfully pulled image \"{Image}\" in {took}s ({took}s including waiting). Image size: {ImageReference.Parse(Image).Size} bytes.");
        }
        if (_behaviour.CreateFault is { } reason)
        {
            Tell("Warning", "Failed", $"Error: {reason}");
            Wait("CreateContainerConfigError", reason);
            return;
        }
        Start();
    }

    private void BackOffPull(DateTimeOffset since)
    {
        var due = since + _behaviour.PullTime + PullPause;
        if (now < due)
        {
            step.WakeAt(due, now);
            return;
        }
        Tell("Normal", "BackOff", $"Back-off pulling image \"{Image}\"");
        Tell("Warning", "Failed", "Error: ImagePullBackOff");
        Wait("ImagePullBackOff", $"Back-off pulling image \"{Image}\": ErrImagePull: {_behaviour.PullFault}");
        step.WakeAt(now + PullRetry, now);
    }

    private void AdvanceRunning()
    {
        var started = status.TimeAt("state", "running", "startedAt") ?? now;
        if (_behaviour.RunsFor is { } time)
        {
            if (now >= started + time)
            {
                End(started, _behaviour.ExitCode, _behaviour.OutOfMemory);
                return;
            }
            step.WakeAt(started + time, now);
        }
        if (HasFailedLiveness(started) || !HasStartedUp(started) || status.BoolAt("ready") == true)
            return;
        if (_behaviour.ReadyAfter is not { } wait)
        {
            if (container.ObjectAt("readinessProbe") is not null && _behaviour.RunsFor is null)
                Nag("Warning", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
            return;
        }
        if (now >= started + wait)
            status["ready"] = true;
        else
            step.WakeAt(started + wait, now);
    }

    /// <summary>Ends a container whose liveness probe has failed as often as it may.</summary>
    private bool HasFailedLiveness(DateTimeOffset started)
    {
        if (container.ObjectAt("livenessProbe") is not { } probe || _behaviour.UnhealthyAfter is not { } healthy)
            return false;
        var due = started + healthy + TimeSpan.FromSeconds((probe.IntAt("periodSeconds") ?? 10) * (probe.IntAt("failureThreshold") ?? 3));
        if (now < due)
        {
            step.WakeAt(due, now);
            return false;
        }
        Tell("Warning", "Unhealthy", $"Liveness probe failed: {(probe.ObjectAt("httpGet") is null ? "command failed" : "HTTP probe failed with statuscode: 500")}");
        Tell("Normal", "Killing", $"Container {Name} failed liveness probe, will be restarted");
        End(started, 137, outOfMemory: false);
        return true;
    }

    /// <summary>Whether the startup probe has succeeded, or there is none; the others wait for it.</summary>
    private bool HasStartedUp(DateTimeOffset started)
    {
        if (container.ObjectAt("startupProbe") is not { } probe || status.BoolAt("started") == true)
            return true;
        var due = started + TimeSpan.FromSeconds((probe.IntAt("initialDelaySeconds") ?? 0) + 1);
        if (now < due)
        {
            step.WakeAt(due, now);
            return false;
        }
        status["started"] = true;
        return true;
    }

    private void Start()
    {
        Tell("Normal", "Created", $"Created container: {Name}");
        Tell("Normal", "Started", $"Started container {Name}");
        var reference = ImageReference.Parse(Image);
        status["image"] = reference.Full;
        status["imageID"] = reference.Id;
        status["containerID"] = "containerd://" + HexDigest.Of($"{pod.Uid()}/{Name}/{Restarts}");
        status["started"] = container.ObjectAt("startupProbe") is null;
        status["ready"] = false;
        status["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = KubeJson.Timestamp(now) } };
        AdvanceRunning();
    }

    private void Restart()
    {
        status["restartCount"] = Restarts + 1;
        Tell("Normal", "Pulled", $"Container image \"{Image}\" already present on machine");
        Start();
    }

    /// <summary>Ends the present run with a code, because somebody inside made it end.</summary>
    public void End(int code) => End(status.TimeAt("state", "running", "startedAt") ?? now, code, outOfMemory: false);

    private void End(DateTimeOffset started, int code, bool outOfMemory)
    {
        var terminated = new JsonObject
        {
            ["exitCode"] = code,
            ["reason"] = outOfMemory ? "OOMKilled" : code == 0 ? "Completed" : "Error",
            ["startedAt"] = KubeJson.Timestamp(started),
            ["finishedAt"] = KubeJson.Timestamp(now),
            ["containerID"] = status.TextAt("containerID"),
        };
        status["ready"] = false;
        status["started"] = false;
        var again = RestartPolicy == "Always" || (RestartPolicy == "OnFailure" && code != 0);
        if (!again)
        {
            status["state"] = new JsonObject { ["terminated"] = terminated };
            return;
        }
        status["lastState"] = new JsonObject { ["terminated"] = terminated };
        var wait = RestartBackOff.After(Restarts);
        if (wait == TimeSpan.Zero)
        {
            Restart();
            return;
        }
        var whole = $"{pod.Name()}_{pod.Namespace()}({pod.Uid()})";
        Tell("Warning", "BackOff", $"Back-off restarting failed container {Name} in pod {whole}");
        Wait("CrashLoopBackOff", $"back-off {RestartBackOff.Words(wait)} restarting failed container={Name} pod={whole}");
        step.WakeAt(now + wait, now);
    }

    private void Wait(string reason, string message) =>
        status["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } };

    private void Nag(string type, string reason, string message)
    {
        step.Events.Add(new(type, reason, message, fieldPath) { Nags = true });
        step.WakeAt(now + PullRetry, now);
    }

    private void Tell(string type, string reason, string message) => step.Events.Add(new(type, reason, message, fieldPath));
}
