using System.Data;
using System.Globalization;
using Dapper;

namespace Kpanda.Storage.Mapping;

internal sealed class Int32Handler : SqlMapper.TypeHandler<int>
{
    public override int Parse(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    public override void SetValue(IDbDataParameter parameter, int value)
    {
        parameter.DbType = DbType.Int32;
        parameter.Value = value;
    }
}
