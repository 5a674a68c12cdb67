using Cicada.Options;
using Cicada.Users;

namespace Cicada.Commands;

/// <summary>What a run is to be started with, read.</summary>
/// <param name="Options">The options.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Types">The user types that take part.</param>
/// <param name="NeedsHost">Whether users need a host and none is given anywhere.</param>
/// <param name="Warnings">Sentences a person should read first.</param>
internal sealed record PreparedRun(RunOptions Options, Plan Plan, IReadOnlyList<UserType> Types, bool NeedsHost, IReadOnlyList<string> Warnings);
