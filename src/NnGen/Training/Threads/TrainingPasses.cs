using System.ComponentModel;
using System.Numerics;
using NnGen.Numerics;

namespace NnGen;

/// <summary>The passes of training, phase by phase, by the team of a tape or by the caller's thread alone. For emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TrainingPasses
{
    /// <summary>The outputs and the loss of a batch with class labels.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows of inputs, several side by side.</param>
    /// <param name="labels">One class number a row, or one for each step of it.</param>
    /// <param name="tape">A tape of the network.</param>
    /// <returns>The loss, reduced as declared.</returns>
    /// <exception cref="ArgumentException">A length does not fit, a label is out of range, or the tape is another network's.</exception>
    /// <exception cref="NotSupportedException">The network's loss takes no labels, or it has several outputs.</exception>
    public static T Forward<TNetwork, T>(TNetwork network, ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkArguments.CheckOwn<TNetwork, T>(tape);
        NetworkInfo info = TNetwork.Info;
        if (info.Outputs.Count > 1)
        {
            throw new NotSupportedException($"{info.Name} has several outputs, so it takes no labels but rows of {info.OutputSize} targets, side by side, in which a label is a one-hot row.");
        }

        if ((info.Targets & TargetKind.Labels) == 0)
        {
            throw new NotSupportedException($"The loss of {info.Name} takes no labels but {info.OutputSize} targets a row.");
        }

        tape.Set(inputs, labels);
        return Forward<TNetwork, T>(network, tape);
    }

    /// <summary>The outputs and the loss of a batch with targets.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows of inputs, several side by side.</param>
    /// <param name="targets">Rows of targets, those of several outputs side by side.</param>
    /// <param name="tape">A tape of the network.</param>
    /// <returns>The loss, reduced as declared.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the tape is another network's.</exception>
    /// <exception cref="NotSupportedException">The network's loss takes labels only.</exception>
    public static T Forward<TNetwork, T>(TNetwork network, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkArguments.CheckOwn<TNetwork, T>(tape);
        NetworkInfo info = TNetwork.Info;
        if ((info.Targets & TargetKind.Values) == 0)
        {
            throw new NotSupportedException($"The loss of {info.Name} takes labels only.");
        }

        tape.Set(inputs, targets);
        return Forward<TNetwork, T>(network, tape);
    }

    /// <summary>The forward pass over what a tape holds.</summary>
    /// <param name="network">The network.</param>
    /// <param name="tape">Its tape.</param>
    /// <returns>The loss, reduced as declared.</returns>
    public static T Forward<TNetwork, T>(TNetwork network, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tape);
        TrainingSchedule schedule = TNetwork.Schedule;
        for (int phase = 0; phase < schedule.Forward; phase++)
        {
            Run(network, tape, schedule, phase);
        }

        return tape.ReduceLoss();
    }

    /// <summary>The backward pass over what a tape holds, which adds to gradients.</summary>
    /// <param name="network">The network.</param>
    /// <param name="tape">Its tape.</param>
    /// <param name="gradients">Gradients of the network.</param>
    /// <exception cref="ArgumentException">Tape or gradients are another network's.</exception>
    /// <exception cref="InvalidOperationException">The tape holds no forward pass.</exception>
    public static void Backward<TNetwork, T>(TNetwork network, NetworkTape<T> tape, NetworkGradients<T> gradients)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (!ReferenceEquals(gradients.Info, TNetwork.Info))
        {
            throw new ArgumentException($"This is a {gradients.GetType()}; {TNetwork.Info.Name} needs one of its own.", nameof(gradients));
        }

        var update = new AccumulateGradients<T>(gradients.Buffer);
        Backward(network, tape, ref update);
        gradients.Touched.Add(tape);
    }

    /// <summary>The backward pass over what a tape holds.</summary>
    /// <param name="network">The network.</param>
    /// <param name="tape">Its tape.</param>
    /// <param name="update">What is done with the gradients; other threads work with copies.</param>
    /// <exception cref="ArgumentException">The tape is another network's, or the update was made for a smaller network.</exception>
    /// <exception cref="InvalidOperationException">The tape holds no forward pass.</exception>
    public static void Backward<TNetwork, T, TUpdate>(TNetwork network, NetworkTape<T> tape, ref TUpdate update)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkArguments.CheckForwarded<TNetwork, T>(tape);
        NetworkArguments.CheckUpdate(TNetwork.Info.Name, network.Parameters, in update);
        TrainingSchedule schedule = TNetwork.Schedule;
        for (int phase = schedule.Forward; phase < schedule.Count; phase++)
        {
            Run(network, tape, schedule, phase);
        }

        if (tape.Team is not ThreadTeam team || schedule.Parameters.Chunks < 2)
        {
            if (tape.PassesOf(network) is BoundPasses<T> passes)
            {
                passes.Update<TNetwork, TUpdate>(network)(tape, TrainingShare.Whole(tape.Rows), ref update);
            }
            else
            {
                network.UpdateShare(tape, TrainingShare.Whole(tape.Rows), ref update);
            }

            return;
        }

        SharedUpdate<TNetwork, T, TUpdate> pass = team.PassOf<SharedUpdate<TNetwork, T, TUpdate>>();
        pass.Network = network;
        pass.Tape = tape;
        pass.Copy(in update, team.Threads);
        team.Run(pass, schedule.Parameters.Chunks);
        update = pass.Update;
    }

    /// <summary>The forward pass over what a tape holds, at a chosen width and by one thread.</summary>
    internal static T ForwardAt<TNetwork, T, V, P>(TNetwork network, NetworkTape<T> tape)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        for (int phase = 0; phase < TNetwork.Schedule.Forward; phase++)
        {
            network.RunShareAt<V, P>(tape, phase, TrainingShare.Whole(tape.Rows));
        }

        return tape.ReduceLoss();
    }

    /// <summary>The backward pass over what a tape holds, at a chosen width and by one thread.</summary>
    internal static void BackwardAt<TNetwork, T, V, P, TUpdate>(TNetwork network, NetworkTape<T> tape, ref TUpdate update)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, ILanes<V, T>
        where P : struct, ILanes<P, T>
        where TUpdate : struct, IParameterUpdate<T>
    {
        ArgumentNullException.ThrowIfNull(tape);
        for (int phase = TNetwork.Schedule.Forward; phase < TNetwork.Schedule.Count; phase++)
        {
            network.RunShareAt<V, P>(tape, phase, TrainingShare.Whole(tape.Rows));
        }

        network.UpdateShareAt<V, P, TUpdate>(tape, TrainingShare.Whole(tape.Rows), ref update);
    }

    private static void Run<TNetwork, T>(TNetwork network, NetworkTape<T> tape, TrainingSchedule schedule, int number)
        where TNetwork : class, ITrainableNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TrainingPhase phase = schedule[number];
        if (tape.Team is ThreadTeam team && phase.RowsOfChunk > 0)
        {
            SharedPhase<TNetwork, T> pass = team.PassOf<SharedPhase<TNetwork, T>>();
            pass.Network = network;
            pass.Tape = tape;
            pass.Phase = number;
            team.RunRows(pass, tape.Rows, phase.RowsOfChunk);
        }
        else if (tape.Team is ThreadTeam other && phase.Chunks > 1)
        {
            SharedChunks<TNetwork, T> pass = other.PassOf<SharedChunks<TNetwork, T>>();
            pass.Network = network;
            pass.Tape = tape;
            pass.Phase = number;
            other.Run(pass, phase.Chunks);
        }
        else if (tape.PassesOf(network) is BoundPasses<T> passes)
        {
            passes.Run(tape, number, TrainingShare.Whole(tape.Rows));
        }
        else
        {
            network.RunShare(tape, number, TrainingShare.Whole(tape.Rows));
        }
    }
}
