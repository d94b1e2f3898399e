using System.Globalization;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Faults;

namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>What platform administrators let go wrong with the clusters that this server simulates. Each answers what is wrong then.</summary>
internal sealed partial class ControlFaults(IServiceProvider services, ILogger<ControlFaults> logger)
{
    private const string Path = "/api/v1/clusters/{cluster}/sandbox/faults";

    // More at once tells nobody anything.
    private const int Most = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Path, (string cluster, Person person, ControlFaults faults) => faults.Read(cluster, person)).WithName("SandboxFaults").WithTags("Sandbox");
        routes.Post(Path, (string cluster, Fault fault, Person person, ControlFaults faults) => faults.Start(cluster, fault, person)).WithName("StartSandboxFault").WithTags("Sandbox");
        routes.Delete(Path + "/{id}", (string cluster, string id, Person person, ControlFaults faults) => faults.End(cluster, id, person)).WithName("EndSandboxFault").WithTags("Sandbox");
        routes.Delete(Path, (string cluster, Person person, ControlFaults faults) => faults.Heal(cluster, person)).WithName("HealSandbox").WithTags("Sandbox");
    }

    public Result<SandboxFaults> Read(string cluster, Person person) => Find(cluster, person).Select(Shown);

    /// <returns><c>InvalidArgument</c> where the cluster cannot have it, <c>FailedPrecondition</c> where it has enough.</returns>
    public Result<SandboxFaults> Start(string cluster, Fault fault, Person person)
    {
        if (!Find(cluster, person).TryGet(out var found, out var error)) return error;
        if (fault.ProblemIn(found) is { } problem) return Refused(problem, cluster);
        if (found.Faults.All.Count >= Most) return Error.Of(ErrorCode.FailedPrecondition, SandboxReasons.FaultsTooMany, ("most", Most.ToString(CultureInfo.InvariantCulture)));
        found.Faults.Begin(fault);
        Log.Started(logger, person.Name, fault.Kind, cluster);
        return Shown(found);
    }

    public Result<SandboxFaults> End(string cluster, string id, Person person)
    {
        if (!Find(cluster, person).TryGet(out var found, out var error)) return error;
        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !found.Faults.End(number))
            return Error.Of(ErrorCode.NotFound, SandboxReasons.FaultUnknown, ("cluster", cluster));
        Log.Ended(logger, person.Name, number, cluster);
        return Shown(found);
    }

    public Result<SandboxFaults> Heal(string cluster, Person person)
    {
        if (!Find(cluster, person).TryGet(out var found, out var error)) return error;
        found.Faults.Set([]);
        Log.Healed(logger, person.Name, cluster);
        return Shown(found);
    }

    private Result<SandboxCluster> Find(string cluster, Person person)
    {
        if (!person.IsPlatformAdministrator) return Error.Of(ErrorCode.PermissionDenied, SandboxReasons.AdministratorsOnly);
        if (services.GetService<SandboxService>()?.Find(cluster) is not { } found) return Error.Of(ErrorCode.NotFound, SandboxReasons.NotSimulated, ("cluster", cluster));
        return found;
    }

    private static Error Refused(FaultProblem problem, string cluster)
    {
        return problem.Flaw switch
        {
            FaultFlaw.Every => OutOfRange("every", SandboxReasons.FaultEvery),
            FaultFlaw.Seconds => OutOfRange("seconds", SandboxReasons.FaultSeconds),
            FaultFlaw.NoSkew => Error.Invalid("seconds", SandboxReasons.FaultNoSkew),
            FaultFlaw.Code => OutOfRange("code", SandboxReasons.FaultCode),
            FaultFlaw.ForSeconds => OutOfRange("forSeconds", SandboxReasons.FaultLength),
            FaultFlaw.Node => Error.Invalid("node", SandboxReasons.FaultNode, ("cluster", cluster), ("name", problem.Name)),
            FaultFlaw.Namespace => Error.Invalid("namespace", SandboxReasons.FaultNamespace, ("cluster", cluster), ("name", problem.Name)),
            FaultFlaw.Certificate => Error.Invalid("kind", SandboxReasons.FaultCertificate, ("cluster", cluster)),
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem.Flaw, "A flaw without words."),
        };

        Error OutOfRange(string field, string reason) =>
            Error.Invalid(field, reason, ("least", problem.Least.ToString(CultureInfo.InvariantCulture)), ("most", problem.Most.ToString(CultureInfo.InvariantCulture)));
    }

    private static SandboxFaults Shown(SandboxCluster cluster) => new(cluster.Name, cluster.Faults.CanChangeCertificate, cluster.Faults.All);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Person} started the fault {Kind} of the simulated cluster {Cluster}")]
        public static partial void Started(ILogger logger, string person, FaultKind kind, string cluster);

        [LoggerMessage(LogLevel.Information, "{Person} ended the fault {Id} of the simulated cluster {Cluster}")]
        public static partial void Ended(ILogger logger, string person, int id, string cluster);

        [LoggerMessage(LogLevel.Information, "{Person} ended all faults of the simulated cluster {Cluster}")]
        public static partial void Healed(ILogger logger, string person, string cluster);
    }
}
