using System.Text.Json;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>The golden table of learning rates: each schedule, step by step.</summary>
public sealed class GoldenScheduleTests
{
    private static readonly GoldenCase s_table = GoldenCase.All.Single(@case => @case.Name == "table_schedules");

    public static TheoryData<string> Names => [.. s_table.Json.GetProperty("schedules").EnumerateArray().Select(schedule => schedule.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Schedule_GivesPyTorchsRates(string name)
    {
        JsonElement json = s_table.Json.GetProperty("schedules").EnumerateArray().Single(schedule => schedule.GetProperty("name").GetString() == name);
        double rate = s_table.Json.GetProperty("base").GetDouble();
        double[] expected = s_table.Tensors.Find("rates/" + name)!.ToArray<double>();
        double tolerance = s_table.Json.GetProperty("tolerance").GetProperty("float64").GetProperty("rtol").GetDouble() * rate;
        LearningRateSchedule schedule = Of(json.GetProperty("kind").GetString()!, json.GetProperty("args"));
        ScheduleRun run = schedule.Start(rate);
        Assert.Equal(s_table.Json.GetProperty("count").GetInt32(), expected.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], schedule.RateAt(rate, k), tolerance);
            Assert.Equal(schedule.RateAt(rate, k), run.Rate(steps: 100 * k, epochs: k));
        }
    }

    private static LearningRateSchedule Of(string kind, JsonElement args)
    {
        double Number(string name) => args.GetProperty(name).GetDouble();
        long Count(string name) => args.GetProperty(name).GetInt64();
        return kind switch
        {
            "step" => new StepSchedule(Count("step_size"), Number("gamma")),
            "multi_step" => new MultiStepSchedule(args.GetProperty("milestones").EnumerateArray().Select(milestone => milestone.GetInt64()), Number("gamma")),
            "exponential" => new ExponentialSchedule(Number("gamma")),
            "cosine" => new CosineSchedule(Count("T_max"), Number("eta_min")),
            "cosine_warm_restarts" => new CosineRestartsSchedule(Count("T_0"), (int)Count("T_mult"), Number("eta_min")),
            "linear" => new LinearSchedule(Count("total_iters"), Number("start_factor"), Number("end_factor")),
            "polynomial" => new PolynomialSchedule(Count("total_iters"), Number("power")),
            _ => throw new InvalidOperationException($"The vocabulary lists {kind}, but the test cannot make it."),
        };
    }
}
