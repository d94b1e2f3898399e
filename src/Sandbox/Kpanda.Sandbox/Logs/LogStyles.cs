using Kpanda.Sandbox.Kubelet;

namespace Kpanda.Sandbox.Logs;

/// <summary>The kinds of programs whose logs are imitated, found by the image.</summary>
internal static class LogStyles
{
    private static readonly (string Word, LogStyle Style)[] Known =
    [
        ("nginx", AccessLog(TimeSpan.FromSeconds(2))),
        ("storefront", AccessLog(TimeSpan.FromSeconds(2))),
        ("postgres", Postgres()),
        ("redis", Redis()),
        ("kafka", Kafka()),
        ("coredns", CoreDns()),
        ("prometheus", KeyValue(TimeSpan.FromSeconds(30))),
        ("alertmanager", KeyValue(TimeSpan.FromSeconds(60))),
        ("grafana", KeyValue(TimeSpan.FromSeconds(15))),
        ("kube-proxy", Klog()),
        ("flannel", Klog()),
        ("metrics-server", Klog()),
        ("node-exporter", KeyValue(TimeSpan.FromMinutes(5))),
    ];

    private static readonly LogStyle Application = JsonApplication();

    public static LogStyle Of(string image)
    {
        var repository = ImageReference.Parse(image).Repository;
        foreach (var (word, style) in Known)
        {
            if (repository.Contains(word, StringComparison.Ordinal))
                return style;
        }
        return Application;
    }

    private static LogStyle AccessLog(TimeSpan interval) => new(
        interval,
        [
            _ => "/docker-entrypoint.sh: Configuration complete; ready for start up",
            at => $"{at.Format("yyyy/MM/dd HH:mm:ss")} [notice] 1#1: nginx/1.27.5",
            at => $"{at.Format("yyyy/MM/dd HH:mm:ss")} [notice] 1#1: start worker processes",
        ],
        at => at.Random.Next(40) == 0
            ? $"{at.Format("yyyy/MM/dd HH:mm:ss")} [warn] 29#29: *{at.Number} upstream server temporarily disabled while connecting to upstream, client: {at.Client}"
            : $"{at.Client} - - [{at.Format("dd/MMM/yyyy:HH:mm:ss")} +0000] \"{at.Pick("GET", "GET", "GET", "POST")} {at.Pick("/", "/api/products", "/api/cart", "/static/app.js", "/healthz", "/checkout", "/search?q=lamp")} HTTP/1.1\" {at.Pick("200", "200", "200", "200", "304", "404", "502")} {at.Random.Next(120, 48000)} \"-\" \"Mozilla/5.0\" 0.{at.Milliseconds:000}",
        [at => $"{at.Format("yyyy/MM/dd HH:mm:ss")} [emerg] 1#1: host not found in upstream \"cart.shop.svc.cluster.local\""]);

    private static LogStyle Postgres() => new(
        TimeSpan.FromSeconds(20),
        [
            at => $"{at.Format("yyyy-MM-dd HH:mm:ss.fff")} UTC [1] LOG:  starting PostgreSQL 16.4 on x86_64-pc-linux-gnu, compiled by gcc 12.2.0, 64-bit",
            at => $"{at.Format("yyyy-MM-dd HH:mm:ss.fff")} UTC [1] LOG:  listening on IPv4 address \"0.0.0.0\", port 5432",
            at => $"{at.Format("yyyy-MM-dd HH:mm:ss.fff")} UTC [1] LOG:  database system is ready to accept connections",
        ],
        at => at.Number % 15 == 0
            ? $"{at.Format("yyyy-MM-dd HH:mm:ss.fff")} UTC [27] LOG:  checkpoint complete: wrote {at.Random.Next(20, 900)} buffers ({at.Random.Next(1, 6)}.{at.Random.Next(10)}%); 0 WAL file(s) added, 0 removed, 1 recycled"
            : $"{at.Format("yyyy-MM-dd HH:mm:ss.fff")} UTC [{at.Random.Next(80, 400)}] LOG:  duration: {at.Milliseconds}.{at.Random.Next(1000):000} ms  statement: {at.Pick("SELECT id, total FROM orders WHERE customer_id = $1", "UPDATE orders SET state = $2 WHERE id = $1", "INSERT INTO payments (order_id, amount) VALUES ($1, $2)", "COMMIT")}",
        [at => $"{at.Format("yyyy-MM-dd HH:mm:ss.fff")} UTC [1] FATAL:  could not open file \"global/pg_filenode.map\": Permission denied"]);

    private static LogStyle Redis() => new(
        TimeSpan.FromSeconds(60),
        [
            at => $"1:C {at.Format("dd MMM yyyy HH:mm:ss.fff")} * Redis version=7.4.5, bits=64, commit=00000000, modified=0, pid=1, just started",
            at => $"1:M {at.Format("dd MMM yyyy HH:mm:ss.fff")} * Ready to accept connections tcp",
        ],
        at => at.Number % 2 == 0
            ? $"1:M {at.Format("dd MMM yyyy HH:mm:ss.fff")} * 100 changes in 300 seconds. Saving..."
            : $"1:M {at.Format("dd MMM yyyy HH:mm:ss.fff")} * Background saving started by pid {20 + (at.Number % 900)}",
        [at => $"1:M {at.Format("dd MMM yyyy HH:mm:ss.fff")} # Out Of Memory allocating {at.Random.Next(10000, 90000)} bytes!"]);

    private static LogStyle Kafka() => new(
        TimeSpan.FromSeconds(25),
        [
            at => $"[{at.Format("yyyy-MM-dd HH:mm:ss,fff")}] INFO [KafkaRaftServer nodeId=0] Kafka Server started (kafka.server.KafkaRaftServer)",
        ],
        at => $"[{at.Format("yyyy-MM-dd HH:mm:ss,fff")}] {at.Pick(
            $"INFO [GroupCoordinator 0]: Preparing to rebalance group {at.Pick("orders", "payments", "search-indexer")} in state PreparingRebalance with old generation {at.Number} (kafka.coordinator.group.GroupCoordinator)",
            $"INFO [ProducerStateManager partition={at.Pick("orders", "events", "audit")}-{at.Random.Next(12)}] Wrote producer snapshot at offset {at.Number * 137} with {at.Random.Next(9)} producer ids (org.apache.kafka.storage.internals.log.ProducerStateManager)",
            $"INFO [LocalLog partition={at.Pick("orders", "events", "audit")}-{at.Random.Next(12)}, dir=/data] Rolled new log segment at offset {at.Number * 137} in {at.Random.Next(2, 20)} ms. (kafka.log.LocalLog)")}",
        [at => $"[{at.Format("yyyy-MM-dd HH:mm:ss,fff")}] ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)"]);

    private static LogStyle CoreDns() => new(
        TimeSpan.FromSeconds(45),
        [_ => ".:53", _ => "[INFO] plugin/reload: Running configuration SHA512 = 591cf328cccc12bc490481273e738df59329c62c0b729d94e8b61db9961c2fa5f046dd37f1cf888b953814040d180f52594972691cd6ff41be96639138a43908", _ => "CoreDNS-1.12.3", _ => "linux/amd64, go1.24.4"],
        at => $"[INFO] {at.Client}:{at.Random.Next(30000, 60000)} - {at.Random.Next(65000)} \"{at.Pick("A", "AAAA")} IN {at.Pick("orders-db.data", "cart.shop", "ledger.payments", "kafka.data")}.svc.cluster.local. udp 54 false 512\" NOERROR qr,aa,rd 106 0.000{at.Random.Next(100, 999)}s",
        [_ => "[FATAL] plugin/loop: Loop detected for zone \".\", see https://coredns.io/plugins/loop#troubleshooting"]);

    private static LogStyle KeyValue(TimeSpan interval) => new(
        interval,
        [at => $"ts={at.Iso} level=info msg=\"Starting {at.App}\"", at => $"ts={at.Iso} level=info msg=\"Listening\" address=:9090"],
        at => at.Random.Next(25) == 0
            ? $"ts={at.Iso} level=warn component={at.Pick("scrape", "rules", "notifier", "store")} msg=\"slow answer\" target={at.Client}:8080 duration={at.Random.Next(1, 9)}.{at.Random.Next(100)}s"
            : $"ts={at.Iso} level=info component={at.Pick("tsdb", "rules", "notifier", "web")} msg=\"{at.Pick("Completed", "Write block completed", "Head GC completed", "Reloaded")}\" duration={at.Milliseconds}.{at.Random.Next(1000)}ms",
        [at => $"ts={at.Iso} level=error msg=\"Error loading config\" err=\"open /etc/{at.App}/config.yml: permission denied\""]);

    private static LogStyle Klog() => new(
        TimeSpan.FromMinutes(2),
        [at => $"I{at.Format("MMdd HH:mm:ss.ffffff")}       1 server.go:240] \"Starting\" component=\"{at.App}\"", at => $"I{at.Format("MMdd HH:mm:ss.ffffff")}       1 shared_informer.go:356] \"Caches are synced\" controller=\"endpoint slice config\""],
        at => $"I{at.Format("MMdd HH:mm:ss.ffffff")}       1 {at.Pick("proxier.go:1547", "trace.go:236", "reflector.go:430")}] \"{at.Pick("Reloading service iptables data", "SyncProxyRules complete", "Watch closed, listing again")}\" elapsed=\"{at.Milliseconds}.{at.Random.Next(1000)}ms\"",
        [at => $"F{at.Format("MMdd HH:mm:ss.ffffff")}       1 server.go:495] \"Failed to run\" err=\"unauthorized\""]);

    private static LogStyle JsonApplication() => new(
        TimeSpan.FromSeconds(5),
        [
            at => Json(at, "info", "starting", $"\"service\":\"{at.App}\""),
            at => Json(at, "info", "configuration loaded", "\"source\":\"environment\""),
            at => Json(at, "info", "listening", "\"address\":\"0.0.0.0:8080\""),
        ],
        at => at.Random.Next(30) switch
        {
            0 => Json(at, "warn", "slow dependency", $"\"dependency\":\"{at.Pick("orders-db", "kafka", "session-cache")}\",\"elapsedMs\":{at.Random.Next(800, 3000)}"),
            1 => Json(at, "error", "request failed", $"\"path\":\"/v1/{at.App}\",\"status\":503,\"error\":\"upstream timed out\""),
            _ => Json(at, "info", "request", $"\"method\":\"{at.Pick("GET", "GET", "POST", "PUT")}\",\"path\":\"/v1/{at.App}/{at.Random.Next(1000, 9999)}\",\"status\":{at.Pick("200", "200", "200", "201", "404")},\"elapsedMs\":{at.Milliseconds}"),
        },
        [
            at => Json(at, "error", "cannot reach database", "\"host\":\"orders-db.data.svc.cluster.local\",\"error\":\"connection refused\""),
            at => Json(at, "fatal", "giving up after 3 attempts", "\"exitCode\":1"),
        ]);

    private static string Json(LogMoment at, string level, string message, string more) =>
        $"{{\"time\":\"{at.Iso}\",\"level\":\"{level}\",\"msg\":\"{message}\",{more}}}";
}
