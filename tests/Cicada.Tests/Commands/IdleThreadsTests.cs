using Cicada.Commands;

namespace Cicada.Tests.Commands;

public sealed class IdleThreadsTests
{
    [Fact]
    public void What_the_program_says_itself_holds()
    {
        var before = AppContext.GetData(IdleThreads.Setting);
        try
        {
            AppContext.SetData(IdleThreads.Setting, null);
            IdleThreads.SleepSooner();
            Assert.Equal(8, AppContext.GetData(IdleThreads.Setting));

            AppContext.SetData(IdleThreads.Setting, "70");
            IdleThreads.SleepSooner();
            Assert.Equal("70", AppContext.GetData(IdleThreads.Setting));
        }
        finally
        {
            AppContext.SetData(IdleThreads.Setting, before);
        }
    }
}
