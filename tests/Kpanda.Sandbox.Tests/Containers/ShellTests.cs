using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Containers.Programs;
using Kpanda.Sandbox.Containers.Shell;

namespace Kpanda.Sandbox.Tests.Containers;

/// <summary>The shell and its programs, each line as a person would type it.</summary>
public sealed class ShellTests
{
    private readonly Container _container = new(
        new SandboxCluster("test"),
        JsonNode.Parse("""{"metadata":{"name":"web-1","namespace":"default","uid":"u"},"spec":{},"status":{"podIP":"10.1.2.3"}}""")!.AsObject(),
        JsonNode.Parse("""{"name":"c","image":"nginx:1.27","env":[{"name":"GREETING","value":"hello"}],"ports":[{"containerPort":80}]}""")!.AsObject(),
        DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("echo one two", "one two\n")]
    [InlineData("echo 'a  b' \"$GREETING world\" $HOSTNAME", "a  b hello world web-1\n")]
    [InlineData("false || echo no && echo yes", "no\nyes\n")]
    [InlineData("true && false; echo $?", "1\n")]
    [InlineData("echo a > /tmp/x; echo b >> /tmp/x; cat < /tmp/x", "a\nb\n")]
    [InlineData("echo out; echo err >&2", "out\nerr\n")]
    [InlineData("ls /missing 2>/dev/null; echo $?", "1\n")]
    [InlineData("printf '%s-%03d\\n' a 7 b 12", "a-007\nb-012\n")]
    [InlineData("for i in 1 2 3; do if [ $i -eq 2 ]; then continue; fi; echo $i; done", "1\n3\n")]
    [InlineData("i=0; while [ $i -lt 3 ]; do i=$((i+1)); done; echo $i", "3\n")]
    [InlineData("echo c b a | tr", "sh: tr: not found\n")]
    [InlineData("printf 'c\\nb\\na\\nb\\n' | sort | uniq -c | head -n 2", "      1 a\n      2 b\n")]
    [InlineData("yes | head -n 2", "y\ny\n")]
    [InlineData("seq 1 100000 | wc -l", "100000\n")]
    [InlineData("(cd /tmp; pwd); pwd", "/tmp\n/\n")]
    [InlineData("mkdir -p a/b && cd a/b && pwd && cd .. && ls", "/a/b\nb\n")]
    [InlineData("X=1 env | grep ^X=; echo \"[$X]\"", "X=1\n[]\n")]
    [InlineData("export Y=2; sh -c 'echo $Y $0 $1' name arg", "2 name arg\n")]
    [InlineData("touch /tmp/a.txt /tmp/b.txt; echo /tmp/*.txt; echo '/tmp/*.txt'", "/tmp/a.txt /tmp/b.txt\n/tmp/*.txt\n")]
    [InlineData("echo $(echo inner | cat) `hostname`", "inner web-1\n")]
    [InlineData("f=archive.tar.gz; echo ${f%.gz} ${f##*.} ${none:-default} ${#f}", "archive.tar gz default 14\n")]
    [InlineData("mkdir /d; echo 1 > /d/f; tar cf - -C / d | tar xf - -C /tmp; cat /tmp/d/f", "1\n")]
    [InlineData("echo x | tee /tmp/t | base64; cat /tmp/t", "eAo=\nx\n")]
    [InlineData("set -e; false; echo never", "")]
    [InlineData("sleep 0 & wait; echo done", "done\n")]
    [InlineData("exec echo replaced; echo never", "replaced\n")]
    [InlineData("command -v sh || echo none; command -v nothing || echo none", "/bin/sh\nnone\n")]
    [InlineData("echo a b | { read x y; echo $y $x; }", "b a\n")]
    [InlineData("! true; echo $?", "1\n")]
    [InlineData("curl -s http://localhost/healthz", "curl: (7) bad address 'localhost'\n")]
    [InlineData("echo 世界 | wc -c", "7\n")]
    [InlineData("rm -rf /tmp; ls /tmp; rm -r /bin/ls; ls -d /bin", "ls: /tmp: No such file or directory\nrm: /bin/ls: Read-only file system\n/bin\n")]
    public async Task Line_Prints(string script, string printed) => (await RunAsync(script)).Text.ShouldBe(printed);

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("nothing", 127)]
    [InlineData("false", 1)]
    [InlineData("if true", 2)]
    [InlineData("echo 'open", 2)]
    [InlineData("sh -c 'kill $$; sleep 100'", 143)]
    public async Task Line_EndsWith(string script, int code) => (await RunAsync(script)).Code.ShouldBe(code);

    [Fact]
    public async Task Files_AreBounded()
    {
        var (_, text) = await RunAsync("yes > /tmp/full; wc -c /tmp/full | head -c 2");
        text.ShouldStartWith("yes: /tmp/full: No space left on device\n");
    }

    [Fact]
    public async Task Processes_AreShownWhileTheyRun() =>
        (await RunAsync("sleep 5 & ps; kill $(ps | grep ' sleep 5$' | { read id rest; echo $id; }); wait; ps | grep -c ' sleep 5$'")).Text.ShouldMatch(@"1 root +0:00 nginx -g daemon off;\n(.*\n)*.*sleep 5\n(.*\n)*0\n$");

    private async Task<(int? Code, string Text)> RunAsync(string script)
    {
        using var output = new MemoryStream();
        Sink sink = (bytes, _) =>
        {
            lock (output) output.Write(bytes.Span);
            return Task.CompletedTask;
        };
        var code = await ProgramTable.RunAsync(
            _container, ["sh", "-c", script], "/", _container.Environment, new ShellStreams(Stream.Null, sink, sink, null), TestContext.Current.CancellationToken);
        return (code, Encoding.UTF8.GetString(output.ToArray()));
    }
}
