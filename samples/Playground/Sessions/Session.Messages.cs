using NnGen;
using Samples.Playground.Data;
using Samples.Playground.Training;

namespace Samples.Playground.Sessions;

/// <summary>The larger messages.</summary>
internal sealed partial class Session
{
    private PointData? _data;

    private Task SendDataAsync(PointData data, CancellationToken cancellation)
    {
        _data = data;
        return page.SendAsync(
            new
            {
                type = "data",
                data.IsRegression,
                data.Classes,
                data.Request.From,
                data.Request.To,
                training = data.Training.Select(Numbers),
                test = data.Test.Select(Numbers),
            },
            cancellation);

        static double[] Numbers(LabeledPoint point) => [Math.Round(point.X, 4), Math.Round(point.Y, 4), Math.Round(point.Target, 4)];
    }

    private Task SendFindingsAsync(int version, IReadOnlyList<Finding> findings, bool isNetwork, CancellationToken cancellation) =>
        page.SendAsync(new { type = "declaration", version, isNetwork, findings }, cancellation);

    private Task SendNetworkAsync(INetworkRun run, bool isCompiled, CancellationToken cancellation)
    {
        NetworkInfo info = run.Info;
        return page.SendAsync(
            new
            {
                type = "network",
                version = _version,
                isCompiled,
                info.Name,
                info.InputSize,
                info.OutputSize,
                info.ParameterCount,
                multiplyAdds = info.Nodes.Sum(node => node.MultiplyAdds),
                info.Loss,
                run.Layers,
                nodes = info.Nodes.Select(node => new { node.Name, node.Kind, node.Inputs }),
                files = _workshop.Files,
            },
            cancellation);
    }
}
