using System.Collections.Concurrent;
using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>What a server does not take, and servers that take nothing: said, counted and set aside, and never in the way of the rest.</summary>
[Trait("Category", "EndToEnd")]
public sealed class RefusedPointTests(InfluxProgram program) : IClassFixture<InfluxProgram>
{
    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Points_whose_type_conflicts_are_set_aside_with_the_reason_and_the_others_stored()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync(InfluxScene.Database);

        // Only requests that failed have a field 'detail', and it is a text.
        Assert.Null(await server.WriteAsync(InfluxScene.Database, "cicada_requests detail=1.5"u8.ToArray()));
        await using var scene = new InfluxScene(program);
        scene.Target.On("/pay", new ScriptedAnswer { Status = 500, Text = "out of stock" });

        var result = await scene.RunAsync("-t", "4s", "--influx", InfluxScene.At(server.Address));

        var failed = scene.Target.AnsweredOn("/pay");
        var output = await scene.OutputAsync();
        Assert.True(result.ExitCode == 6, result.ToString());
        Assert.Equal((scene.Target.Answered, scene.Target.Answered - failed, failed, 0L, 0L), (output.Recorded, output.Stored, output.Rejected, output.Spooled, output.Dropped));
        Assert.Equal(scene.Target.Answered - failed, await server.CountAsync(InfluxScene.Database));
        var (points, reasons) = await scene.RefusedAsync();
        Assert.Equal(failed, points.Distinct().Count());
        Assert.Equal(failed, points.Count);
        Assert.All(points, point => Assert.StartsWith("cicada_requests,", point, StringComparison.Ordinal));
        Assert.All(reasons, reason => Assert.Contains("field type conflict", reason, StringComparison.Ordinal));
        Assert.Contains("field type conflict", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains(".rejected.lp", result.Output + result.Error, StringComparison.Ordinal);

        // Corrected they can be sent again, as they are.
        await server.CreateDatabaseAsync("again");
        Assert.Null(await server.WriteAsync("again", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', points))));
        Assert.Equal(failed, await server.CountAsync("again"));
    }

    [Theory]
    [InlineData(InfluxDialect.V2)]
    [InlineData(InfluxDialect.V3)]
    public async Task The_later_generations_refuse_in_their_own_words_and_exactly_those_points_are_set_aside(InfluxDialect dialect)
    {
        var stored = new ConcurrentDictionary<string, int>();
        await using var server = await ScriptedInflux.StartAsync(dialect);
        server.OnWrite = request =>
        {
            var bad = request.Lines.Index().Where(line => line.Item.StartsWith("cicada_requests,", StringComparison.Ordinal) && line.Item.Contains("name=/pay,", StringComparison.Ordinal)).ToArray();
            foreach (var line in request.Lines.Except(bad.Select(line => line.Item)))
            {
                stored.AddOrUpdate(line, 1, (_, count) => count + 1);
            }

            const string Reason = "field type conflict: input field \"response_time\" on measurement \"cicada_requests\" is type float, already exists as type string";
            return bad.Length == 0 ? InfluxAnswers.Taken
                : dialect == InfluxDialect.V2 ? InfluxAnswers.Unprocessable(Reason, bad.Length)
                : InfluxAnswers.PartialWriteOf3([.. bad.Take(100).Select(line => (line.Index + 1, line.Item, "invalid column type for column 'response_time'"))]);
        };
        await using var scene = new InfluxScene(program) { Rate = 20 };
        var address = dialect == InfluxDialect.V2 ? $"{server.Address}?org=o&bucket=b" : $"{server.Address}?database=d";

        var result = await scene.RunAsync("-t", "3s", "--no-store", "--influx", address, "--influx-token", "t");

        var refused = scene.Target.AnsweredOn("/pay");
        var output = await scene.OutputAsync();
        Assert.True(result.ExitCode == 6, result.ToString());
        Assert.Equal((scene.Target.Answered - refused, refused), (output.Stored, output.Rejected));
        Assert.Equal(scene.Target.Answered - refused, stored.Keys.Count(line => line.StartsWith("cicada_requests,", StringComparison.Ordinal)));
        Assert.Equal(refused, (await scene.RefusedAsync()).Points.Distinct().Count());
        Assert.All(server.Writes, write => Assert.Equal(dialect == InfluxDialect.V2 ? "/api/v2/write" : "/api/v3/write_lp", write.Path));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_that_takes_small_bodies_only_gets_small_ones()
    {
        await using var server = await InfluxServer.StartAsync(new() { LargestBodyBytes = 50_000 });
        await using var scene = new InfluxScene(program) { Users = 8, Rate = 500 };

        var result = await scene.RunAsync("-t", "4s", "--no-store", "--influx", InfluxScene.At(server.Address), "--influx-no-gzip");

        await scene.ExpectEverythingThereAsync(result, server);
        Assert.Contains("too large", result.Error, StringComparison.Ordinal);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_wrong_password_ends_the_run_before_it_begins_with_a_sentence()
    {
        await using var server = await InfluxServer.StartAsync(new() { AdminName = "admin", AdminPassword = "right" });
        await using var scene = new InfluxScene(program);

        foreach (var options in new string[][] { [], ["--influx-user", "admin", "--influx-password", "wrong-one"] })
        {
            var result = await scene.RunAsync(["-t", "3s", "--influx", InfluxScene.At(server.Address), .. options]);

            AssertRefused(scene, result, "401");
            Assert.DoesNotContain("wrong-one", result.Error, StringComparison.Ordinal);
        }
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_retention_policy_that_is_not_there_ends_the_run_before_it_begins_and_one_that_is_takes_the_points()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync(InfluxScene.Database);
        await server.QueryAsync("", $"CREATE RETENTION POLICY week ON {InfluxScene.Database} DURATION 7d REPLICATION 1");
        await using var scene = new InfluxScene(program);

        AssertRefused(scene, await scene.RunAsync("-t", "3s", "--influx", InfluxScene.At(server.Address) + "/month"), "'month'");

        var good = await scene.RunAsync("-t", "3s", "--influx", InfluxScene.At(server.Address) + "/week");
        Assert.True(good.ExitCode == 0, good.ToString());
        Assert.Equal(0, await server.CountAsync(InfluxScene.Database));
        Assert.Equal(scene.Target.Answered, (await server.RowsAsync(InfluxScene.Database, "SELECT count(response_time) FROM week.cicada_requests"))[0][1].GetInt64());
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_ends_the_run_before_it_begins()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        server.OnWrite = _ => InfluxAnswers.NoBucket("b");
        await using var scene = new InfluxScene(program);

        var result = await scene.RunAsync("-t", "3s", "--influx", $"{server.Address}?org=o&bucket=b", "--influx-token", "t");

        AssertRefused(scene, result, "'b'");
    }

    [Fact]
    public async Task A_password_that_is_changed_in_mid_run_is_said_and_the_points_wait_for_the_old_one()
    {
        var stored = new ConcurrentDictionary<string, int>();
        var isChanged = false;
        await using var server = await ScriptedInflux.StartAsync();
        server.OnWrite = request =>
        {
            if (Volatile.Read(ref isChanged))
            {
                return InfluxAnswers.WrongPassword;
            }

            foreach (var line in request.Lines)
            {
                stored.AddOrUpdate(line, 1, (_, count) => count + 1);
            }

            return InfluxAnswers.Taken;
        };
        await using var scene = new InfluxScene(program);
        await using var run = scene.Start("--no-store", "--influx", InfluxScene.At(server.Address), "--influx-user", "u", "--influx-password", "p");
        await run.WaitForErrorAsync("all users are there");
        await scene.AnsweredMoreAsync(2000);
        Volatile.Write(ref isChanged, true);
        await run.WaitForErrorAsync("401");
        await scene.AnsweredMoreAsync(2000);
        Volatile.Write(ref isChanged, false);
        await scene.AnsweredMoreAsync(2000);
        run.Terminate();
        var result = await run.WaitForExitAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(scene.Target.Answered, (await scene.OutputAsync()).Stored);
        Assert.Equal(scene.Target.Answered, stored.Keys.Count(line => line.StartsWith("cicada_requests,", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_busy_server_is_left_alone_for_as_long_as_it_asks()
    {
        await using var server = await ScriptedInflux.StartAsync();
        server.OnWrite = request => request.Ordinal is 3 or 4 ? InfluxAnswers.Busy(request.Ordinal == 3 ? 503 : 429, "2") : InfluxAnswers.Taken;
        await using var scene = new InfluxScene(program);

        var result = await scene.RunAsync("-t", "8s", "--no-store", "--influx", InfluxScene.At(server.Address));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(scene.Target.Answered, (await scene.OutputAsync()).Stored);
        var busy = server.Writes.Where(write => write.Ordinal is 3 or 4).ToArray();
        foreach (var refused in busy)
        {
            var next = server.Writes.Where(write => write.Arrived > refused.Arrived).Min(write => write.Arrived);
            Assert.True(next - refused.Arrived >= TimeSpan.FromSeconds(1.9) || busy.Any(other => other.Arrived == next), $"It was asked again after {next - refused.Arrived}.");
        }

        Assert.InRange(server.MostOpen, 1, 4);
        Assert.All(server.Writes.Where(write => write.Body.Length > 0), write => Assert.Equal("gzip", write.Headers["Content-Encoding"]));
        Assert.All(server.Writes, write => Assert.InRange(write.Lines.Count, 0, 5000));
    }

    private static void AssertRefused(InfluxScene scene, ProgramResult result, string what)
    {
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains(what, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, scene.Target.Answered);
    }
}
